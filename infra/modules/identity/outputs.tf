output "service_identity_id" {
  description = "Identity of the machines that run the service."
  value       = azurerm_user_assigned_identity.this["service"].id
}

output "client_ids" {
  description = "Client id of each identity; a pipeline logs in with its own as ARM_CLIENT_ID."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.client_id }
}
