/** The entry point of ovpnguard; the rooms are described in docs/architecture.md. */
package io.ovpnguard;
