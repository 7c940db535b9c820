output "account_id" {
  description = "Resource id of the backup account."
  value       = azurerm_storage_account.backup.id
}

output "container_id" {
  description = "Resource id of the backup container, the scope of the service's role."
  value       = azurerm_storage_container.backup.id
}

output "blob_endpoint" {
  description = "Address of the account's blobs, reachable through its private endpoint only."
  value       = azurerm_storage_account.backup.primary_blob_endpoint
}
