output "resource_group_id" {
  description = "Resource id of the group."
  value       = module.resource_group.id
}

output "service_url" {
  description = "Where the service answers, through the load balancer."
  value       = "http://${module.compute.service_address}:8000"
}

output "deploy_hosts" {
  description = "Addresses of the machines, for scripts/deploy_to_infrastructure.sh; a scale set's are listed by the Azure CLI."
  value       = module.compute.private_addresses
}

output "registry_login_server" {
  description = "Host name of the container registry."
  value       = module.registry.login_server
}

output "backup_blob_endpoint" {
  description = "Address of the backup account's blobs."
  value       = module.storage.blob_endpoint
}

output "client_ids" {
  description = "Client id of each identity; a pipeline logs in with its own as ARM_CLIENT_ID."
  value       = module.identity.client_ids
}

output "application_insights_connection_string" {
  description = "Connection string for the service's OpenTelemetry exporter; null when application telemetry is off."
  value       = module.monitoring.application_insights_connection_string
  sensitive   = true
}

output "alert_summary" {
  description = "What became of each alert of config/alerts.yaml."
  value       = module.monitoring.alert_summary
}
