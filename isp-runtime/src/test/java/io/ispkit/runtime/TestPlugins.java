package io.ispkit.runtime;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.error.RetryableException;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
import io.ispkit.core.tenant.TenantId;
import io.ispkit.runtime.lane.Lane;
import io.ispkit.runtime.lane.LaneSpec;
import io.ispkit.runtime.lane.NewItem;
import io.ispkit.runtime.lane.Next;
import io.ispkit.runtime.lane.Work;
import io.ispkit.runtime.module.IspModule;
import io.ispkit.runtime.module.ModuleConfig;
import io.ispkit.runtime.module.ModuleContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plugins for tests of the assembly, and class loaders that find them. */
public final class TestPlugins {

  /** What the module was told, in order. */
  public static final List<String> HAPPENED = new CopyOnWriteArrayList<>();

  private TestPlugins() {}

  /** A class loader that finds these plugins besides the runtime's own. */
  static ClassLoader loader(Path folder, Class<?> service, String... plugins) throws IOException {
    Path file = folder.resolve("META-INF/services").resolve(service.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(plugins));
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, TestPlugins.class.getClassLoader());
  }

  /** A service of the test's module. */
  public record Greeting(String text) implements AutoCloseable {
    @Override
    public void close() {
      HAPPENED.add("service closed");
    }
  }

  /** A module. */
  public static final class Module implements IspModule {

    @Override
    public PluginInfo info() {
      return new PluginInfo("greetings", "Greetings", "1", "test", "Greets.");
    }

    @Override
    public void check(ModuleConfig config) {
      config.root().child("greetings").text("word").required();
    }

    @Override
    public void open(ModuleContext context) {
      String word = context.config().root().child("greetings").text("word").required();
      HAPPENED.add("open");
      context.provide(Greeting.class, tenant -> new Greeting(word + " " + tenant.id()));
      context.onStart(() -> HAPPENED.add("start"));
      context.onClose(() -> HAPPENED.add("module closed"));
      context.report("greetings", () -> List.of("says " + word));
    }
  }

  /** A module that fails where it is told to. */
  public static final class Broken implements IspModule {

    @Override
    public PluginInfo info() {
      return new PluginInfo("broken", "Broken", "1", "test", "Fails.");
    }

    @Override
    public void check(ModuleConfig config) {
      config.root().child("broken").text("in").required();
    }

    @Override
    public void open(ModuleContext context) {
      String place = context.config().root().child("broken").text("in").required();
      HAPPENED.add("broken open");
      context.onClose(() -> HAPPENED.add("broken closed"));
      if (place.equals("open")) {
        throw new IllegalStateException("no luck");
      }
      context.onStart(
          () -> {
            HAPPENED.add("broken start");
            throw new RetryableException("no luck yet");
          });
    }
  }

  /** A module with one call to make. */
  public static final class Caller implements IspModule {

    @Override
    public PluginInfo info() {
      return new PluginInfo("caller", "Caller", "1", "test", "Calls out.");
    }

    @Override
    public void open(ModuleContext context) {
      Lane lane =
          context
              .lanes()
              .lane(
                  LaneSpec.of("calls"),
                  item ->
                      Work.lookUp(
                          () -> {
                            HAPPENED.add("called on " + Thread.currentThread().getName());
                            return Work.inTransaction(tx -> Next.done());
                          }));
      NewItem call = NewItem.of(new TenantId("acme"), null, "{}");
      context.onStart(() -> context.database().transact(tx -> lane.add(tx, call)));
    }
  }

  /** An adapter that has the id of another. */
  public static final class SecondPool implements AdapterProvider<AddressAllocator> {

    @Override
    public PluginInfo info() {
      return new PluginInfo("pool", "Pool", "1", "test", "Takes a name that is taken.");
    }

    @Override
    public Class<AddressAllocator> port() {
      return AddressAllocator.class;
    }

    @Override
    public OptionSpec options() {
      return OptionSpec.none();
    }

    @Override
    public AddressAllocator open(AdapterContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
