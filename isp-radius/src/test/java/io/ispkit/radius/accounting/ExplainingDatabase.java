package io.ispkit.radius.accounting;

import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Reach;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.radius.RadiusDatabase;
import io.ispkit.radius.RadiusTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;

/**
 * Asks the database for the plan of every statement before it is run; several columns are parted by
 * a bar.
 */
final class ExplainingDatabase implements RadiusDatabase {

  /** What was asked, and how the database would find it. */
  record Plan(String sql, String steps) {}

  private static final Pattern PLANNED =
      Pattern.compile("(select|insert|update|delete)\\b(?=.*\\b(radacct|data_usage_by_period)\\b)");

  private final RadiusDatabase database;
  private final List<Plan> plans = new ArrayList<>();

  ExplainingDatabase(RadiusDatabase database) {
    this.database = database;
  }

  /** The plans since the last call. */
  List<Plan> takePlans() {
    List<Plan> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  @Override
  public Reach reach() {
    return database.reach();
  }

  @Override
  public <T> Outcome<T> write(Operation operation, Work<T> work) {
    return database.write(operation, tables -> work.run(explaining(tables)));
  }

  @Override
  public <T> Outcome<T> read(Operation operation, Work<T> work) {
    return database.read(operation, tables -> work.run(explaining(tables)));
  }

  @Override
  public void close() {
    database.close();
  }

  private RadiusTables explaining(RadiusTables tables) {
    ExecuteListener listener =
        new ExecuteListener() {
          @Override
          public void executeStart(ExecuteContext context) {
            Query query = context.query();
            if (query != null && PLANNED.matcher(query.getSQL()).lookingAt()) {
              plans.add(explain(context, tables.sql().renderInlined(query)));
            }
          }
        };
    return new RadiusTables(
        DSL.using(
            tables.sql().configuration().derive(new DefaultExecuteListenerProvider(listener))),
        tables.layout());
  }

  private static Plan explain(ExecuteContext context, String sql) {
    StringBuilder steps = new StringBuilder();
    try (Statement statement = context.connection().createStatement();
        ResultSet lines = statement.executeQuery("explain " + sql)) {
      while (lines.next()) {
        steps.append(lines.getString(1));
        for (int i = 2; i <= lines.getMetaData().getColumnCount(); i++) {
          steps.append('|').append(lines.getString(i));
        }
        steps.append('\n');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return new Plan(sql, steps.toString());
  }
}
