{{/*
The processes that run, as YAML: each with its port, whom it calls, which servers it uses, and its environment (a text, or the
key of a Secret). Its Deployment, its Service and its NetworkPolicy are made from this one table.
*/}}
{{- define "coincast.processes" -}}
{{- $internal := dict "secret" "internal-token" -}}
{{- $broker := dict "BROKER" "rabbitmq" "RABBIT_URL" (dict "secret" "rabbit-url") -}}
{{- $redis := dict "REDIS_URL" (dict "secret" "redis-url") -}}
{{- $web := dict "WEB_TOKEN" (dict "secret" "web-token") -}}
{{- $api := dict "API_BASE" "http://gateway:8080" -}}
{{- $keys := dict "JWKS_URL" "http://auth-service:3000/.well-known/jwks.json" -}}
{{- $trust := dict "INTERNAL_TOKEN" $internal -}}
{{- $pods := join "," .Values.podNetworks -}}
{{- $processes := dict -}}

{{- $gatewayEnv := dict
  "PORT" "8080"
  "METRICS_PORT" "9464"
  "AUTH_URL" "http://auth-service:3000"
  "BILLING_URL" "http://billing-service:3000"
  "PREDICTION_URL" "http://prediction-service:3000"
  "WEB_URL" "http://web-ui:3000" -}}
{{- $ownTrust := (index .Values.processes "gateway").settings.TRUST_PROXY -}}
{{- if and .Values.ingress.enabled (not $ownTrust) -}}{{- $_ := set $gatewayEnv "TRUST_PROXY" $pods -}}{{- end -}}
{{- $_ := set $processes "gateway" (dict
  "port" 8080
  "metricsPort" 9464
  "startupPath" "/health/live"
  "calls" (list "auth-service" "billing-service" "prediction-service" "web-ui")
  "servers" (list "redis")
  "env" (merge $gatewayEnv $keys $web $redis)) -}}

{{- $_ := set $processes "auth-service" (dict
  "servers" (list "postgres" "rabbitmq" "redis")
  "env" (merge (dict "DATABASE_URL" (dict "secret" "auth-database-url")) $broker $redis)) -}}

{{- $_ := set $processes "billing-service" (dict
  "calls" (list "auth-service")
  "servers" (list "postgres" "rabbitmq")
  "env" (merge (dict "DATABASE_URL" (dict "secret" "billing-database-url")) $broker $trust $keys)) -}}

{{- $_ := set $processes "prediction-service" (dict
  "calls" (list "auth-service" "billing-service")
  "servers" (list "postgres" "rabbitmq")
  "spool" "/var/spool/coincast"
  "env" (merge (dict
    "DATABASE_URL" (dict "secret" "prediction-database-url")
    "BILLING_URL" "http://billing-service:3000"
    "UPLOAD_DIR" "/var/spool/coincast/uploads") $broker $trust $keys)) -}}

{{- $_ := set $processes "inference-worker" (dict
  "calls" (list "prediction-service")
  "servers" (list "rabbitmq")
  "env" (merge (dict "PREDICTION_URL" "http://prediction-service:3000") $broker $trust)) -}}

{{- $_ := set $processes "web-ui" (dict
  "calls" (list "gateway")
  "servers" (list "rabbitmq" "redis")
  "spool" "/var/spool/coincast"
  "env" (merge (dict "TRUST_PROXY" $pods "DRAFT_DIR" "/var/spool/coincast/drafts") $api $broker $web $redis)) -}}

{{- if (index .Values.processes "telegram-bot").enabled -}}
{{- $botEnv := dict
  "TG_BOT_TOKEN" (dict "secret" "bot-token")
  "BOT_SESSION_KEY" (dict "secret" "bot-session-key") -}}
{{- if and .Values.ingress.enabled .Values.ingress.tls.secretName -}}
{{- $_ := set $botEnv "CABINET_URL" (printf "https://%s" .Values.ingress.host) -}}
{{- end -}}
{{- with .Values.telegram.webhookUrl -}}
{{- $_ := set $botEnv "TG_WEBHOOK_URL" . -}}
{{- $_ := set $botEnv "TG_WEBHOOK_SECRET" (dict "secret" "bot-webhook-secret") -}}
{{- end -}}
{{- $_ := set $processes "telegram-bot" (dict
  "calls" (list "gateway")
  "servers" (list "rabbitmq" "redis" "telegram")
  "polls" (empty .Values.telegram.webhookUrl)
  "env" (merge $botEnv $api $broker $web $redis)) -}}
{{- end -}}
{{- toYaml $processes -}}
{{- end -}}

{{/* The environment of a process: dict root, name, process. Settings are plain; nothing overrides what the chart wires. */}}
{{- define "coincast.env" -}}
{{- $root := .root -}}
{{- $values := index $root.Values.processes .name -}}
{{- $common := dict "HOST" "0.0.0.0" "PORT" "3000" "LOG_LEVEL" $root.Values.logLevel -}}
{{- /* Once nobody opens new connections (drainSeconds), those that are open are asked to close. */ -}}
{{- $_ := set $common "SHUTDOWN_DELAY_MS" "3000" -}}
{{- $tracing := dict "OTEL_EXPORTER_OTLP_ENDPOINT" .root.Values.tracing.endpoint "OTEL_TRACES_SAMPLER" .root.Values.tracing.sampler "OTEL_TRACES_SAMPLER_ARG" .root.Values.tracing.samplerArgument "OTEL_RESOURCE_ATTRIBUTES" .root.Values.tracing.resourceAttributes -}}
{{- range $name, $value := $tracing -}}{{- with $value -}}{{- $_ := set $common $name . -}}{{- end -}}{{- end -}}
{{- if $root.Values.certificateAuthority.configMap -}}{{- $_ := set $common "NODE_EXTRA_CA_CERTS" "/etc/coincast/ca.crt" -}}{{- end -}}
{{- $env := merge (dict) .process.env $common $values.settings -}}
{{- range $variable := keys $env | sortAlpha }}
{{- $value := get $env $variable }}
{{- if kindIs "map" $value }}
- {{ include "coincast.secretVariable" (list $root $variable $value.secret) | nindent 2 | trim }}
{{- else }}
- name: {{ $variable }}
  value: {{ ternary $value (toJson $value) (kindIs "string" $value) | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Whether something else than this chart says how many copies run: list of the root context and the process' name. */}}
{{- define "coincast.isScaled" -}}
{{- $root := first . -}}
{{- $values := index $root.Values.processes (last .) -}}
{{- if eq (last .) "inference-worker" -}}
{{- if $root.Values.keda.enabled -}}true{{- end -}}
{{- else if ($values.autoscaling | default dict).enabled -}}true
{{- end -}}
{{- end -}}

{{- define "coincast.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "coincast.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "coincast.authorityVariable" -}}
{{- if .Values.certificateAuthority.configMap -}}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/coincast/ca.crt
{{- end -}}
{{- end -}}

{{/* Beside scratch space: the certificates of a private authority, where there are any. */}}
{{- define "coincast.authorityMount" -}}
{{- if .Values.certificateAuthority.configMap -}}
- name: authority
  mountPath: /etc/coincast
  readOnly: true
{{- end -}}
{{- end -}}

{{- define "coincast.authorityVolume" -}}
{{- with .Values.certificateAuthority.configMap -}}
- name: authority
  configMap:
    name: {{ . }}
{{- end -}}
{{- end -}}
