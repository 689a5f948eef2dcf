package io.ispkit.quickstart;

import io.ispkit.core.address.AddressAllocator;
import io.ispkit.core.config.Config;
import io.ispkit.core.config.ConfigBuilder;
import io.ispkit.core.config.Environment;
import io.ispkit.core.device.DeviceManager;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.notification.Notifier;
import io.ispkit.core.subscriber.SubscriberDirectory;
import io.ispkit.quickstart.input.BadInputException;
import io.ispkit.quickstart.input.OrderBook;
import io.ispkit.runtime.Isp;
import io.ispkit.runtime.IspBuilder;
import io.ispkit.runtime.module.TenantServices;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the backend as it is configured. */
final class Backend {

  private final @Nullable Path config;
  private final Path data;

  /**
   * Opens nothing yet.
   *
   * @param config null: the shipped embedded configuration
   * @param data what <code>${data:…}</code> in it stands for
   */
  Backend(@Nullable Path config, Path data) {
    this.config = config;
    this.data = data;
  }

  /**
   * Checks the configuration, and opens nothing.
   *
   * @throws BadInputException with every fault of it
   */
  void check() {
    try {
      Isp.builder().config(readConfig()).check();
    } catch (PermanentException e) {
      throw new BadInputException(e);
    }
  }

  /**
   * Opens it.
   *
   * @param readOnly for planning only, see {@link IspBuilder#readOnly}
   * @throws BadInputException with every fault of the configuration
   */
  Isp open(boolean readOnly) {
    try {
      IspBuilder builder = Isp.builder().config(readConfig());
      return (readOnly ? builder.readOnly() : builder).open();
    } catch (PermanentException e) {
      throw new BadInputException(e);
    }
  }

  /**
   * Finds the tenant and what the orders need of it, which may not be configured at all.
   *
   * @throws BadInputException with everything that is missing, and orders that refer to nothing
   */
  static Fulfilment prepare(Isp isp, OrderBook book) {
    TenantServices tenant;
    try {
      tenant = isp.tenant(book.tenant());
    } catch (PermanentException e) {
      throw new BadInputException(e);
    }
    Fulfilment fulfilment = new Fulfilment(tenant, book);
    List<PermanentException> wrong = new ArrayList<>();
    for (Class<?> needed :
        List.of(
            AddressAllocator.class,
            SubscriberDirectory.class,
            DeviceManager.class,
            Notifier.class)) {
      try {
        tenant.get(needed);
      } catch (PermanentException e) {
        wrong.add(e);
      }
    }
    try {
      fulfilment.checkReferences();
    } catch (BadInputException e) {
      wrong.add(e);
    }
    if (!wrong.isEmpty()) {
      throw BadInputException.of(wrong);
    }
    return fulfilment;
  }

  private Config readConfig() {
    ConfigBuilder builder = Config.builder().resolver(new DataReferences(data));
    if (config == null) {
      builder.text(
          "embedded.yaml",
          new String(Quickstart.resource("/embedded.yaml"), StandardCharsets.UTF_8));
    } else {
      builder.file(config);
    }
    return builder.environment(Environment.system(), "ISPKIT_CONFIG_").build();
  }
}
