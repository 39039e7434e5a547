{{- define "openvpn.labels" -}}
app.kubernetes.io/name: openvpn
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
ovpnguard.io/bundle: {{ .Release.Name }}
{{- if .Values.check }}
ovpnguard.io/check: "true"
{{- end }}
{{- end -}}

{{- define "openvpn.revision" -}}
{{- if .Values.revisions -}}
ovpnguard.io/revision: {{ .Release.Revision | quote }}
{{- end -}}
{{- end -}}
