/** Rules about the files and manifests that hold a config. */
package io.ovpnguard.rules.files;
