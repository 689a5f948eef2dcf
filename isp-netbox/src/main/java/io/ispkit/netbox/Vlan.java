package io.ispkit.netbox;

/**
 * A VLAN that is now held by one operation.
 *
 * @param vid the VLAN id, 1 to 4094
 * @param group slug of its VLAN group
 * @param externalId id of the VLAN object in NetBox
 */
public record Vlan(int vid, String name, String group, String externalId) {}
