{{/* The chart's own objects are named after the release; processes have the names that they have everywhere. */}}
{{- define "coincast.fullname" -}}
{{- ternary .Release.Name (printf "%s-coincast" .Release.Name) (contains "coincast" .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels of everything. */}}
{{- define "coincast.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: coincast
{{ include "coincast.selector" . }}
{{- end -}}

{{/* What selects all pods of this release. */}}
{{- define "coincast.selector" -}}
app.kubernetes.io/name: coincast
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* What selects the pods of one process: list of the root context and its name. */}}
{{- define "coincast.processSelector" -}}
{{ include "coincast.selector" (first .) }}
app.kubernetes.io/component: {{ last . }}
{{- end -}}

{{/* The image of a process: list of the root context and its name. */}}
{{- define "coincast.image" -}}
{{- $root := first . -}}
{{- printf "%s/%s:%s" $root.Values.image.registry (last .) (default $root.Chart.AppVersion $root.Values.image.tag) -}}
{{- end -}}

{{- define "coincast.imagePullSecrets" -}}
{{- with .Values.image.pullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}
