{{/* Whether there is an audit, as a text that is empty if not. */}}
{{- define "ovpnguard.audits" -}}
{{- if not (regexMatch "^0+(ms|[smhd])$" .Values.audit.interval) }}yes{{ end -}}
{{- end -}}

{{/* What the audit may write. */}}
{{- define "ovpnguard.audit.rules" -}}
# The audit keeps one report for each bundle, and tells of what is new by events.
- apiGroups: [wgpolicyk8s.io]
  resources: [policyreports]
  verbs: [list, create, patch, delete]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [get, create, patch]
{{- end -}}
