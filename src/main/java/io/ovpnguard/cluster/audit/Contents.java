package io.ovpnguard.cluster.audit;

import java.util.List;

/**
 * What an audit of a namespace has to tell.
 *
 * @param reports by name
 * @param series one for each finding
 */
record Contents(List<BundleReport> reports, List<Series> series) {

    Contents {
        reports = List.copyOf(reports);
        series = List.copyOf(series);
    }
}
