{{/* What the schema of the values cannot say: fails with a sentence that names the value. */}}
{{- define "coincast.requireConsistency" -}}
{{- $bot := index .Values.processes "telegram-bot" -}}
{{- if not .Values.image.registry -}}
{{- fail "image.registry is not set: the registry and folder that the images were pushed to, such as registry.example.com/coincast." -}}
{{- end -}}
{{- if and $bot.enabled (not .Values.telegram.webhookUrl) (gt (int $bot.replicas) 1) -}}
{{- fail "processes.telegram-bot.replicas is above 1, but Telegram answers one asker only: set telegram.webhookUrl, or leave one replica." -}}
{{- end -}}
{{- if and .Values.telegram.webhookUrl (not .Values.ingress.enabled) -}}
{{- fail "telegram.webhookUrl is set, but ingress.enabled is not: Telegram would find nobody there." -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress.host is not set: the public name of the system." -}}
{{- end -}}
{{- if and .Values.secrets.existingSecret .Values.secrets.data -}}
{{- fail "Both secrets.existingSecret and secrets.data are set: secrets come from one of them." -}}
{{- end -}}
{{- range $name, $values := .Values.processes -}}
{{- with $values.autoscaling -}}
{{- if and .enabled (lt (int .maxReplicas) (int .minReplicas)) -}}
{{- fail (printf "processes.%s.autoscaling.maxReplicas is below minReplicas." $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
