package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused with its path, before anything is installed. */
class ChartRefusalsIT {

    private static final Chart CHART = Chart.require();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replica=3                                        | at '': additional properties 'replica' not allowed
                    replicas=0                                       | at '/replicas': minimum
                    replicas=two                                     | at '/replicas': got string, want integer
                    nameOverride=Guard                               | at '/nameOverride': 'Guard' does not match pattern
                    fullnameOverride=1guard                          | at '/fullnameOverride': '1guard' does not match pattern
                    image.repository=                                | at '/image/repository': minLength
                    image.tag=a:b                                    | at '/image/tag': 'a:b' does not match pattern
                    image.digest=abc                                 | at '/image/digest': 'abc' does not match pattern
                    image.pullPolicy=Sometimes                       | at '/image/pullPolicy': value must be one of
                    imagePullSecrets[0].secret=a                     | at '/imagePullSecrets/0': missing property 'name'
                    namespaces=vpn                                   | at '/namespaces': got string, want array
                    namespaces={vpn,vpn}                             | at '/namespaces': items at 0 and 1 are equal
                    namespaces={VPN}                                 | at '/namespaces/0': 'VPN' does not match pattern
                    joins={apps}                                     | at '/joins/0': 'apps' does not match pattern
                    freshness=200                                    | at '/freshness': got number, want string
                    freshness=soon                                   | at '/freshness': 'soon' does not match pattern
                    webhook.failurePolicy=fail                       | at '/webhook/failurePolicy': value must be one of
                    webhook.timeoutSeconds=31                        | at '/webhook/timeoutSeconds': maximum
                    webhook.excludedNamespaces=a                     | at '/webhook/excludedNamespaces': got string, want array
                    webhook.excludedSecretTypes={a b}                | at '/webhook/excludedSecretTypes/0': 'a b' does not match pattern
                    webhook.matchConditions[0].name=a                | at '/webhook/matchConditions/0': missing property 'expression'
                    certificates.source=vault                        | at '/certificates/source': value must be one of
                    certificates.source=secret                       | at '/certificates/secret': minLength
                    certificates.secret=A                            | at '/certificates/secret': 'A' does not match pattern
                    certificates.ca=-----BEGIN CERTIFICATE-----      | at '/certificates/ca': maxLength
                    certificates.issuer.kind=ClusterIssuer           | at '/certificates/issuer'
                    certificates.authorityLifetime=1y                | at '/certificates/authorityLifetime': '1y' does not match pattern
                    certificates.leafLifetime=30                     | at '/certificates/leafLifetime': got number, want string
                    certificates.leafLifetime=0s                     | at '/certificates/leafLifetime': '0s' does not match pattern
                    certificates.leafLifetime=900ms                  | at '/certificates/leafLifetime': '900ms' does not match pattern
                    podDisruptionBudget.enabled=1                    | at '/podDisruptionBudget/enabled': got number, want boolean
                    podDisruptionBudget.maxUnavailable=0             | at '/podDisruptionBudget/maxUnavailable'
                    topologySpreadConstraints[0].maxSkew=1           | at '/topologySpreadConstraints/0': missing properties 'topologyKey', 'whenUnsatisfiable'
                    resources.cpu=1                                  | at '/resources': additional properties 'cpu' not allowed
                    jvmOptions=1                                     | at '/jvmOptions': got number, want string
                    tracing.enabled=true                             | at '/tracing/endpoint': minLength
                    tracing.endpoint=collector                       | at '/tracing/endpoint': 'collector' does not match pattern
                    logFormat=xml                                    | at '/logFormat': value must be one of
                    logLevel=info                                    | at '/logLevel': value must be one of
                    serviceAccount.create=false                      | at '/serviceAccount/name': minLength
                    serviceAccount.annotations=a                     | at '/serviceAccount/annotations': got string, want object
                    podLabels.a=1                                    | at '/podLabels/a': got number, want string
                    podAnnotations.a=true                            | at '/podAnnotations/a': got boolean, want string
                    priorityClassName=1                              | at '/priorityClassName': got number, want string
                    nodeSelector.a=true                              | at '/nodeSelector/a': got boolean, want string
                    tolerations=a                                    | at '/tolerations': got string, want array
                    affinity.nodes=a                                 | at '/affinity': additional properties 'nodes' not allowed
                    networkPolicy.from=a                             | at '/networkPolicy/from': got string, want array
                    networkPolicy.apiServerPorts={0}                 | at '/networkPolicy/apiServerPorts/0': minimum
                    serviceMonitor.interval=often                    | at '/serviceMonitor/interval': 'often' does not match pattern
                    """)
    void aWrongValueIsNamed(String setting, String complaint) {
        var result = CHART.template("--set", setting);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output()).contains("- " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    namespaces={vpn},joins={apps=vpn}                               | joins: `apps=vpn` names `apps`, which is not among `namespaces`
                    namespaces={apps},joins={apps=vpn}                              | joins: `apps=vpn` names `vpn`, which is not among `namespaces`
                    certificates.leafLifetime=365d                                  | certificates: leafLifetime 365d is not shorter than authorityLifetime 365d
                    certificates.leafLifetime=25h,certificates.authorityLifetime=1d | certificates: leafLifetime 25h is not shorter than authorityLifetime 1d
                    certificates.source=cert-manager,certificates.leafLifetime=59m  | certificates: cert-manager makes no certificate for leafLifetime 59m: 1h is the least
                    """)
    void valuesThatContradictEachOtherAreNamed(String settings, String complaint) {
        var result = CHART.template("--set", settings);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output()).contains(complaint);
    }
}
