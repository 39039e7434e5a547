{{/* The name of all objects; the release's, unless that does not tell what it is. */}}
{{- define "ovpnguard.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Pods are selected by these for ever: a Deployment's selector cannot change. */}}
{{- define "ovpnguard.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name | toYaml }}
{{- end -}}

{{- define "ovpnguard.labels" -}}
{{ include "ovpnguard.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "ovpnguard.serviceAccountName" -}}
{{- default (include "ovpnguard.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{/* The Secret with the certificate, whoever keeps it. */}}
{{- define "ovpnguard.certificates.secret" -}}
{{- default (printf "%s-certificates" (include "ovpnguard.fullname" .)) .Values.certificates.secret -}}
{{- end -}}

{{/* By what name the API server calls. */}}
{{- define "ovpnguard.host" -}}
{{- printf "%s.%s.svc" (include "ovpnguard.fullname" .) .Release.Namespace -}}
{{- end -}}

{{/* cert-manager knows no days. */}}
{{- define "ovpnguard.hours" -}}
{{- if hasSuffix "d" . -}}
{{- printf "%dh" (mul 24 (trimSuffix "d" . | int)) -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{/* Namespaces whose objects are never judged. */}}
{{- define "ovpnguard.excluded" -}}
{{- append .Values.webhook.excludedNamespaces .Release.Namespace | uniq | toJson -}}
{{- end -}}

{{- define "ovpnguard.seconds" -}}
{{- $units := dict "s" 1 "m" 60 "h" 3600 "d" 86400 -}}
{{- mul (regexFind "^[0-9]+" . | int64) (get $units (regexFind "[smhd]$" .)) -}}
{{- end -}}

{{/* Refuses values that contradict each other, which the schema cannot see. */}}
{{- define "ovpnguard.consistent" -}}
{{- range $join := .Values.joins -}}
{{- range $side := splitList "=" $join -}}
{{- if and $.Values.namespaces (not (has $side $.Values.namespaces)) -}}
{{- fail (printf "joins: `%s` names `%s`, which is not among `namespaces`" $join $side) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.certificates -}}
{{- $authority := include "ovpnguard.seconds" .authorityLifetime | int64 -}}
{{- $leaf := include "ovpnguard.seconds" .leafLifetime | int64 -}}
{{- if and (or (eq .source "own") (and (eq .source "cert-manager") (not .issuer))) (ge $leaf $authority) -}}
{{- fail (printf "certificates: leafLifetime %s is not shorter than authorityLifetime %s" .leafLifetime .authorityLifetime) -}}
{{- end -}}
{{- if and (eq .source "cert-manager") (lt $leaf 3600) -}}
{{- fail (printf "certificates: cert-manager makes no certificate for leafLifetime %s: 1h is the least" .leafLifetime) -}}
{{- end -}}
{{- end -}}
{{- end -}}
