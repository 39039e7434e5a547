package io.ovpnguard.predict;

/** What OpenVPN would do with a pair. */
public record Prediction() {}
