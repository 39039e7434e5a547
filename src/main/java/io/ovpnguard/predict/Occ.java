package io.ovpnguard.predict;

import java.util.Optional;

/** The options strings as both processes log them; empty where one would log none. */
public record Occ(
        Optional<String> serverLocal,
        Optional<String> serverExpects,
        Optional<String> clientLocal,
        Optional<String> clientExpects) {}
