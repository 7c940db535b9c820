output "id" {
  description = "Resource id of the vault."
  value       = azurerm_key_vault.this.id
}

output "encryption_key_id" {
  description = "Versionless id of the backup key, so that rotation needs no change here; null without a key."
  value       = one(azurerm_key_vault_key.backup[*].versionless_id)
}
