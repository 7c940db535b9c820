data "azurerm_client_config" "current" {}

module "resource_group" {
  source = "./modules/resource_group"

  name                = var.resource_group_name
  location            = var.location
  create_enabled      = var.resource_group_create_enabled
  delete_lock_enabled = var.delete_lock_enabled
  tags                = local.tags
}

module "identity" {
  source = "./modules/identity"

  name                = local.name
  resource_group_name = module.resource_group.name
  location            = var.location
  github_subjects     = var.github_subjects
  role_assignments    = local.role_assignments
  tags                = local.tags
}

module "key_vault" {
  source = "./modules/key_vault"

  name                   = "kv-${local.name}-${var.name_suffix}"
  resource_group_name    = module.resource_group.name
  location               = var.location
  tenant_id              = data.azurerm_client_config.current.tenant_id
  encryption_key_enabled = var.customer_managed_key_enabled
  tags                   = local.tags
}

module "storage" {
  source = "./modules/storage"

  name                = "stobserver${var.environment}${var.name_suffix}"
  resource_group_name = module.resource_group.name
  location            = var.location
  replication_type    = local.backup_replication_type
  retention_days      = var.backup_retention_days
  immutability        = var.backup_immutability
  customer_managed_key = var.customer_managed_key_enabled ? {
    key_vault_id     = module.key_vault.id
    key_vault_key_id = module.key_vault.encryption_key_id
  } : null
  tags = local.tags
}

module "registry" {
  source = "./modules/registry"

  name                    = "crobserver${var.environment}${var.name_suffix}"
  resource_group_name     = module.resource_group.name
  location                = var.location
  zone_redundancy_enabled = local.zonal
  tags                    = local.tags
}

module "network" {
  source = "./modules/network"

  name                  = local.name
  resource_group_name   = module.resource_group.name
  location              = var.location
  zones                 = local.zones
  address_space         = var.address_space
  ssh_allowed_cidrs     = var.ssh_allowed_cidrs
  service_allowed_cidrs = var.service_allowed_cidrs
  ddos_plan_enabled     = var.ddos_plan_enabled
  private_endpoints = {
    backup   = { resource_id = module.storage.account_id, subresource = "blob" }
    vault    = { resource_id = module.key_vault.id, subresource = "vault" }
    registry = { resource_id = module.registry.id, subresource = "registry" }
  }
  tags = local.tags
}

module "cloud_init" {
  source = "./modules/cloud_init"
}

module "compute" {
  source = "./modules/compute"

  name                         = local.name
  resource_group_name          = module.resource_group.name
  location                     = var.location
  zones                        = local.zones
  subnet_id                    = module.network.service_subnet_id
  identity_id                  = module.identity.service_identity_id
  vm_size                      = var.vm_size
  instance_count               = var.instance_count
  scale_set                    = var.scale_set
  admin_username               = var.admin_username
  admin_ssh_public_keys        = var.admin_ssh_public_keys
  cloud_init                   = module.cloud_init.rendered
  data_disk                    = var.data_disk
  load_balancer_public_enabled = var.load_balancer_public_enabled
  tags                         = local.tags
}

module "monitoring" {
  source = "./modules/monitoring"

  name                = local.name
  resource_group_name = module.resource_group.name
  resource_group_id   = module.resource_group.id
  location            = var.location
  alerts_yaml         = file("${path.root}/../config/alerts.yaml")
  targets             = module.compute.targets
  target_type         = module.compute.target_type
  minimum_instances   = module.compute.minimum_instances
  audited_resources = {
    vault    = module.key_vault.id
    registry = module.registry.id
    backup   = "${module.storage.account_id}/blobServices/default"
  }
  application_telemetry_enabled = var.application_telemetry_enabled
  log_retention_days            = var.log_retention_days
  log_daily_quota_gb            = var.log_daily_quota_gb
  alert_emails                  = var.alert_emails
  monthly_budget                = var.monthly_budget
  budget_start_month            = var.budget_start_month
  tags                          = local.tags
}
