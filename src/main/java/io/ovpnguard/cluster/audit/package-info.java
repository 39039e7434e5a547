/**
 * What is wrong in the cluster already, whatever admission has let in: found on change and at an interval by the holder of the
 * Lease, and told as PolicyReports, events and metrics.
 *
 * <p>{@link io.ovpnguard.cluster.audit.AuditLoop} is the door. {@link io.ovpnguard.cluster.audit.ReportContents} says what is
 * to be reported and knows no API server; {@link io.ovpnguard.cluster.audit.PolicyReports} writes it.
 *
 * <p>Invariant: the state lives in the API server alone. What is there already is not written again, by whichever replica.
 */
package io.ovpnguard.cluster.audit;
