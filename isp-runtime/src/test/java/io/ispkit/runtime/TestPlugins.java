package io.ispkit.runtime;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.plugin.AdapterContext;
import io.ispkit.core.plugin.AdapterProvider;
import io.ispkit.core.plugin.PluginInfo;
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
