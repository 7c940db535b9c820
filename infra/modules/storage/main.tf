# The identity that reads the customer's key has its role before the account asks for the key.
resource "azurerm_user_assigned_identity" "encryption" {
  count = var.customer_managed_key == null ? 0 : 1

  name                = "id-${var.name}-encryption"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "encryption" {
  count = var.customer_managed_key == null ? 0 : 1

  principal_id         = azurerm_user_assigned_identity.encryption[0].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  scope                = var.customer_managed_key.key_vault_id
  description          = "The backup account wraps and unwraps its key"
}

resource "azurerm_storage_account" "backup" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = var.replication_type

  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = false
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  cross_tenant_replication_enabled  = false
  local_user_enabled                = false
  sftp_enabled                      = false
  infrastructure_encryption_enabled = true

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = var.soft_delete_days
    }

    container_delete_retention_policy {
      days = var.soft_delete_days
    }
  }

  dynamic "identity" {
    for_each = azurerm_user_assigned_identity.encryption
    content {
      type         = "UserAssigned"
      identity_ids = [identity.value.id]
    }
  }

  dynamic "customer_managed_key" {
    for_each = azurerm_user_assigned_identity.encryption
    content {
      key_vault_key_id          = var.customer_managed_key.key_vault_key_id
      user_assigned_identity_id = customer_managed_key.value.id
    }
  }

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_storage_container" "backup" {
  name                  = "backup"
  storage_account_id    = azurerm_storage_account.backup.id
  container_access_type = "private"
}

resource "azurerm_storage_container_immutability_policy" "backup" {
  count = var.immutability == null ? 0 : 1

  storage_container_resource_manager_id = azurerm_storage_container.backup.id
  immutability_period_in_days           = var.immutability.days
  locked                                = var.immutability.locked
}

resource "azurerm_storage_management_policy" "backup" {
  storage_account_id = azurerm_storage_account.backup.id

  rule {
    name    = "age-backups"
    enabled = true

    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["${azurerm_storage_container.backup.name}/"]
    }

    actions {
      base_blob {
        tier_to_cool_after_days_since_modification_greater_than = 30
        delete_after_days_since_modification_greater_than       = var.retention_days
      }
      version {
        delete_after_days_since_creation = var.soft_delete_days
      }
    }
  }
}
