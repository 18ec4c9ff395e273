package dev.redshiftpipe.local.reload;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that have the beans, properties and options of components of another, and start no
 * route.
 */
final class BorrowedContext {
  private BorrowedContext() {}

  static DefaultCamelContext of(CamelContext running) {
    DefaultCamelContext context =
        new DefaultCamelContext(new DefaultRegistry(new Beans(running.getRegistry())));
    context.getCamelContextExtension().setName("trial");
    context.setStartupSummaryLevel(StartupSummaryLevel.Off);
    context.setAutoStartup(false);
    context.setSourceLocationEnabled(true);
    context.setApplicationContextClassLoader(running.getApplicationContextClassLoader());
    context.getPropertiesComponent().addPropertiesSource(new Properties(running));
    context.addLifecycleStrategy(new OptionsOfComponents(running));
    return context;
  }

  /** Beans to look at: those that files make are bound in the borrowing context alone. */
  private record Beans(Registry registry) implements BeanRepository {
    @Override
    public @Nullable Object lookupByName(String name) {
      return registry.lookupByName(name);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
      return registry.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      return registry.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      return registry.findByType(type);
    }
  }

  private record Properties(CamelContext running) implements PropertiesSource {
    @Override
    public String getName() {
      return "running";
    }

    @Override
    public @Nullable String getProperty(String name) {
      return running.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
  }

  private static final class OptionsOfComponents extends LifecycleStrategySupport {
    private final CamelContext running;

    private OptionsOfComponents(CamelContext running) {
      this.running = running;
    }

    @Override
    public void onComponentAdd(String name, Component component) {
      Component model = running.hasComponent(name);
      PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
      if (model == null || !(configurer instanceof ExtendedPropertyConfigurerGetter options)) {
        return;
      }
      options
          .getAllOptions(model)
          .keySet()
          .forEach(
              option -> {
                Object value = options.getOptionValue(model, option, true);
                if (value != null
                    && !Objects.equals(value, options.getOptionValue(component, option, true))) {
                  configurer.configure(component.getCamelContext(), component, option, value, true);
                }
              });
    }
  }
}
