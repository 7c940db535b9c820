// What Azure accepts and no schema says. Each list holds what this project uses or may reasonably use.

export const METRICS = {
  "Microsoft.Compute/virtualMachines": ["Percentage CPU", "Available Memory Bytes", "Disk Write Bytes", "Network In Total", "Network Out Total", "VmAvailabilityMetric"],
  "Microsoft.Compute/virtualMachineScaleSets": ["Percentage CPU", "Available Memory Bytes", "Disk Write Bytes", "Network In Total", "Network Out Total"],
};

export const WINDOWS = {
  azurerm_monitor_metric_alert: {
    frequency: ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"],
    window_size: ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"],
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    evaluation_frequency: ["PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D"],
    window_duration: ["PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D", "P2D"],
  },
};

// Built-in roles by name, and by the id that conditions use.
export const ROLES = {
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  AcrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
};

/** Attributes that must stand in the code with exactly this value: the provider's default is not trusted. */
export const REQUIRED_VALUES = {
  azurerm_storage_account: {
    public_network_access_enabled: false,
    allow_nested_items_to_be_public: false,
    shared_access_key_enabled: false,
    cross_tenant_replication_enabled: false,
    local_user_enabled: false,
    sftp_enabled: false,
    https_traffic_only_enabled: true,
    min_tls_version: "TLS1_2",
    "network_rules.default_action": "Deny",
    "blob_properties.versioning_enabled": true,
  },
  azurerm_storage_container: { container_access_type: "private" },
  azurerm_key_vault: {
    public_network_access_enabled: false,
    rbac_authorization_enabled: true,
    purge_protection_enabled: true,
    "network_acls.default_action": "Deny",
  },
  azurerm_container_registry: {
    sku: "Premium",
    admin_enabled: false,
    anonymous_pull_enabled: false,
    public_network_access_enabled: false,
    export_policy_enabled: false,
  },
  azurerm_managed_disk: { public_network_access_enabled: false, network_access_policy: "DenyAll" },
  azurerm_linux_virtual_machine: {
    disable_password_authentication: true,
    encryption_at_host_enabled: true,
    secure_boot_enabled: true,
    vtpm_enabled: true,
    patch_mode: "AutomaticByPlatform",
    "identity.type": "UserAssigned",
  },
  azurerm_linux_virtual_machine_scale_set: {
    disable_password_authentication: true,
    encryption_at_host_enabled: true,
    secure_boot_enabled: true,
    vtpm_enabled: true,
    upgrade_mode: "Manual",
    "identity.type": "UserAssigned",
  },
  azurerm_virtual_machine_data_disk_attachment: { caching: "None" },
  azurerm_subnet: { default_outbound_access_enabled: false },
  azurerm_public_ip: { sku: "Standard", allocation_method: "Static" },
  azurerm_lb: { sku: "Standard" },
  azurerm_lb_probe: { protocol: "Http", request_path: "/ready" },
  azurerm_log_analytics_workspace: { local_authentication_enabled: false },
  azurerm_federated_identity_credential: { issuer: "https://token.actions.githubusercontent.com" },
};
