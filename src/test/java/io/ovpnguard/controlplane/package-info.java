/**
 * A real Kubernetes control plane for tests: {@link io.ovpnguard.controlplane.ControlPlane} is etcd and an API server,
 * {@link io.ovpnguard.controlplane.Installation} puts the packaged ovpnguard into it as docs/kubernetes.md says.
 *
 * <p>There are no nodes, and no controllers but a {@link io.ovpnguard.controlplane.GarbageCollector} where a test starts
 * one: what a kubelet and the endpoint controller would do, the installation does.
 *
 * <p>Invariant: nothing stays behind a run, and no process of it outlives a limit, even if the test is killed.
 */
package io.ovpnguard.controlplane;
