mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  name                = "stobservertestabc"
  resource_group_name = "rg-mock"
  location            = "Korea South"
  replication_type    = "GRS"
}

run "keeps_backups_closed_versioned_and_recoverable" {
  command = plan
  module { source = "./modules/storage" }

  assert {
    condition     = !azurerm_storage_account.backup.public_network_access_enabled && !azurerm_storage_account.backup.allow_nested_items_to_be_public && azurerm_storage_account.backup.network_rules[0].default_action == "Deny" && azurerm_storage_container.backup.container_access_type == "private"
    error_message = "Nothing is public."
  }

  assert {
    condition     = !azurerm_storage_account.backup.shared_access_key_enabled && !azurerm_storage_account.backup.local_user_enabled && !azurerm_storage_account.backup.sftp_enabled
    error_message = "Identities are the only login."
  }

  assert {
    condition     = azurerm_storage_account.backup.min_tls_version == "TLS1_2" && azurerm_storage_account.backup.https_traffic_only_enabled
    error_message = "Transport is encrypted."
  }

  assert {
    condition     = azurerm_storage_account.backup.blob_properties[0].versioning_enabled && azurerm_storage_account.backup.blob_properties[0].delete_retention_policy[0].days == 30 && azurerm_storage_account.backup.blob_properties[0].container_delete_retention_policy[0].days == 30
    error_message = "What was overwritten or deleted can be brought back."
  }

  assert {
    condition     = azurerm_storage_management_policy.backup.rule[0].actions[0].base_blob[0].delete_after_days_since_modification_greater_than == 365
    error_message = "Backups end with their retention."
  }

  assert {
    condition     = length(azurerm_storage_container_immutability_policy.backup) == 0 && length(azurerm_role_assignment.encryption) == 0
    error_message = "Immutability and the customer's key are options."
  }
}

run "locks_backups_and_uses_the_customers_key" {
  command = apply
  module { source = "./modules/storage" }

  variables {
    immutability = { days = 180, locked = true }
    customer_managed_key = {
      key_vault_id     = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-mock/providers/Microsoft.KeyVault/vaults/kv-mock"
      key_vault_key_id = "https://kv-mock.vault.azure.net/keys/backup-encryption"
    }
  }

  assert {
    condition     = azurerm_storage_container_immutability_policy.backup[0].immutability_period_in_days == 180 && azurerm_storage_container_immutability_policy.backup[0].locked
    error_message = "The policy holds for the given days."
  }

  assert {
    condition     = azurerm_role_assignment.encryption[0].role_definition_name == "Key Vault Crypto Service Encryption User" && azurerm_role_assignment.encryption[0].scope == var.customer_managed_key.key_vault_id
    error_message = "The account's identity may use the key, in that vault only."
  }

  assert {
    condition     = azurerm_storage_account.backup.customer_managed_key[0].user_assigned_identity_id == azurerm_user_assigned_identity.encryption[0].id
    error_message = "The account uses the identity that has the role."
  }
}

run "refuses_immutability_beyond_retention_and_unknown_replication" {
  command = plan
  module { source = "./modules/storage" }

  variables {
    retention_days   = 90
    immutability     = { days = 90 }
    replication_type = "XRS"
    soft_delete_days = 3
  }

  expect_failures = [var.immutability, var.replication_type, var.soft_delete_days]
}
