{{/* The Secret that processes read. */}}
{{- define "coincast.secretName" -}}
{{- default (include "coincast.fullname" .) .Values.secrets.existingSecret -}}
{{- end -}}

{{/* The Secret of migrations and bootstrap alone: it may alter tables, and processes never see it. */}}
{{- define "coincast.migrationSecretName" -}}
{{- default (printf "%s-migrations" (include "coincast.fullname" .)) .Values.secrets.existingMigrationSecret -}}
{{- end -}}

{{/* Keys that the processes' Secret must have, as JSON. */}}
{{- define "coincast.secretKeys" -}}
{{- $keys := list "internal-token" "web-token" "redis-url" "auth-database-url" "billing-database-url" "prediction-database-url" -}}
{{- if not .Values.rabbitmq.operator.enabled -}}{{- $keys = append $keys "rabbit-url" -}}{{- end -}}
{{- if (index .Values.processes "telegram-bot").enabled -}}
{{- $keys = concat $keys (list "bot-token" "bot-session-key") -}}
{{- if .Values.telegram.webhookUrl -}}{{- $keys = append $keys "bot-webhook-secret" -}}{{- end -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}

{{/* Keys that the migrations' Secret must have, as JSON. */}}
{{- define "coincast.migrationSecretKeys" -}}
{{- $keys := list "auth-owner-database-url" "billing-owner-database-url" "prediction-owner-database-url" -}}
{{- if .Values.migrations.bootstrap -}}
{{- $keys = concat $keys (list "admin-database-url" "auth-database-url" "billing-database-url" "prediction-database-url") -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}

{{/* The given keys out of secrets.data, or a failure that names each one that is missing: dict keys, data, instead. */}}
{{- define "coincast.secretData" -}}
{{- $data := .data -}}
{{- $missing := list -}}
{{- range .keys -}}{{- if not (get $data .) -}}{{- $missing = append $missing . -}}{{- end -}}{{- end -}}
{{- if $missing -}}
{{- fail (printf "secrets.data lacks %s. Give them, or name a Secret that has them in %s (docs/kubernetes.md says how to make it)." (join ", " $missing) .instead) -}}
{{- end -}}
{{- range $index, $key := .keys }}
{{- if $index }}
{{ end }}
{{- $key }}: {{ get $data $key | quote }}
{{- end }}
{{- end -}}

{{/* What the processes' Secret holds when the chart makes it. */}}
{{- define "coincast.processSecretData" -}}
{{- include "coincast.secretData" (dict "keys" (include "coincast.secretKeys" . | fromJsonArray) "data" .Values.secrets.data "instead" "secrets.existingSecret") -}}
{{- end -}}

{{/* A variable whose value is in a Secret: list of the root context, the variable and the Secret's key. */}}
{{- define "coincast.secretVariable" -}}
{{- $root := first . -}}
{{- $ref := dict "name" (include "coincast.secretName" $root) "key" (last .) -}}
{{- if and (eq (last .) "rabbit-url") $root.Values.rabbitmq.operator.enabled -}}
{{- $ref = dict "name" (printf "%s-default-user" (include "coincast.rabbitmqName" $root)) "key" "connection_string" -}}
{{- end -}}
name: {{ index . 1 }}
valueFrom:
  secretKeyRef:
    {{- toYaml $ref | nindent 4 }}
{{- end -}}

{{- define "coincast.rabbitmqName" -}}
{{ include "coincast.fullname" . }}-rabbitmq
{{- end -}}
