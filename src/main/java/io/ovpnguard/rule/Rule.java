package io.ovpnguard.rule;

/** One defect that can be found. Its kind says how much it must see; the engine does all looping. */
public sealed interface Rule permits InputRule, ProfileRule, PairRule, BundleRule, NeighbourRule, SuppressionRule {}
