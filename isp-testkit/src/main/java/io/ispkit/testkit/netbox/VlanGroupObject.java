package io.ispkit.testkit.netbox;

/**
 * A VLAN group in a {@link FakeNetBox}, with one range of VLAN ids, both ends included.
 *
 * @param slug its name as well
 */
public record VlanGroupObject(int id, String slug, int first, int last) {}
