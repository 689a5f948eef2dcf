package io.ispkit.radius;

import io.ispkit.core.id.OperationId;
import io.ispkit.core.subscriber.SubscriberSpec;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.radius.BulkRows.Gathered;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the subscribers of one chunk within one open transaction. */
record BulkWriter(RadiusTables tables, TenantId tenant, String importId) {

  private static final Set<String> NUMBERS = Set.of("download_bps", "upload_bps", "check_id");
  private static final List<String> LEDGER =
      List.of(
          "tenant_id",
          "operation_id",
          "username",
          "customer_id",
          "profile",
          "download_bps",
          "upload_bps",
          "static_address",
          "check_id",
          "reply_ids",
          "before_image",
          "written_hash",
          "desired");
  private static final String NO_ROWS = BeforeImage.encode(List.of());

  /**
   * A subscriber whose rows are rendered and checked.
   *
   * @param written the {@link Fingerprint} of its rows
   * @param desired as {@link BasisText} writes it
   */
  record Prepared(
      long line,
      SubscriberSpec spec,
      RadiusRow password,
      List<RadiusRow> replies,
      String written,
      String desired) {}

  /** The operation under which a line stands in the ledger. */
  OperationId operation(long line) {
    return OperationId.of(importId, Long.toString(line));
  }

  /**
   * The names of {@code byLine} that have rows already, or that somebody holds.
   *
   * @return true for those that this import has written itself, from the same line
   */
  Map<String, Boolean> taken(Map<String, Long> byLine) {
    Map<String, Boolean> taken = new HashMap<>();
    Set<String> names = byLine.keySet();
    new UserRows(tables).withRows(names).forEach(name -> taken.put(name, false));
    new Ledger(tables)
        .holders(tenant, names)
        .forEach(
            (name, operation) ->
                taken.put(
                    name, operation.equals(operation(byLine.getOrDefault(name, -1L)).value())));
    return taken;
  }

  /** Writes all of them; fails as a whole when a name was taken meanwhile. */
  void write(List<Prepared> subscribers) {
    writeLedger(subscribers);
    List<RadiusRow> checks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Prepared each : subscribers) {
      names.add(each.spec().username());
      checks.add(each.password());
    }
    writeRows(RadTable.RADCHECK, names, checks);
    List<RadiusRow> replies = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (Prepared each : subscribers) {
      for (RadiusRow row : each.replies()) {
        owners.add(each.spec().username());
        replies.add(row);
      }
    }
    writeRows(RadTable.RADREPLY, owners, replies);
  }

  private void writeRows(RadTable table, List<String> names, List<RadiusRow> rows) {
    Gathered<String> username = new Gathered<>();
    Gathered<String> attribute = new Gathered<>();
    Gathered<String> op = new Gathered<>();
    Gathered<String> value = new Gathered<>();
    for (int i = 0; i < rows.size(); i++) {
      username.add(names.get(i));
      attribute.add(rows.get(i).attribute());
      op.add(rows.get(i).op());
      value.add(rows.get(i).value());
    }
    new BulkRows(tables)
        .insert(
            table.tableName(),
            List.of(
                username.as("username", "text"),
                attribute.as("attribute", "text"),
                op.as("op", "text"),
                value.as(tables.layout().valueName(), "text")));
  }

  private void writeLedger(List<Prepared> subscribers) {
    List<Gathered<Object>> columns = new ArrayList<>();
    for (int i = 0; i < LEDGER.size(); i++) {
      columns.add(new Gathered<>());
    }
    for (Prepared each : subscribers) {
      SubscriberSpec spec = each.spec();
      InetAddress address = spec.staticAddress();
      Object[] row = {
        tenant.value(),
        operation(each.line()).value(),
        spec.username(),
        spec.customer().value(),
        spec.profile(),
        spec.download().bitsPerSecond(),
        spec.upload().bitsPerSecond(),
        address == null ? null : address.getHostAddress(),
        // looked up when they are wanted
        0L,
        "",
        NO_ROWS,
        each.written(),
        each.desired()
      };
      for (int i = 0; i < row.length; i++) {
        columns.get(i).add(row[i]);
      }
    }
    List<BulkRows.Column> named = new ArrayList<>();
    for (int i = 0; i < LEDGER.size(); i++) {
      String name = LEDGER.get(i);
      named.add(columns.get(i).as(name, NUMBERS.contains(name) ? "bigint" : "text"));
    }
    new BulkRows(tables).insert(Ledger.TABLE, named);
  }
}
