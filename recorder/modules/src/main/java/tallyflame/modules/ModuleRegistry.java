package tallyflame.modules;

import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All modules that a class loader finds, by name. Immutable. */
public final class ModuleRegistry {
    private static final int NAMES_SHOWN = 3;

    private record Entry(ScienceModule module, ServiceLoader.Provider<ScienceModule> provider) {}

    private final Map<String, Entry> entries;

    private ModuleRegistry(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * Finds the built-in modules and those of the user's jars.
     *
     * @param loader sees the jars, and this class through its parents
     * @throws UncheckedIOException with a {@link ModuleLoadException} when a provider is broken or two modules share a name
     */
    public static ModuleRegistry load(ClassLoader loader) {
        Map<String, Entry> entries = new TreeMap<>();
        try {
            for (ServiceLoader.Provider<ScienceModule> provider :
                    ServiceLoader.load(ScienceModule.class, loader).stream().toList()) {
                add(entries, new Entry(provider.get(), provider));
            }
        } catch (ServiceConfigurationError e) {
            throw failure(oneLine(e), e);
        }
        return new ModuleRegistry(entries);
    }

    private static void add(Map<String, Entry> entries, Entry entry) {
        Entry other = entries.putIfAbsent(entry.module().name(), entry);
        if (other != null) {
            throw failure(
                    "two modules are called '" + entry.module().name() + "': "
                            + other.module().getClass().getName() + " and "
                            + entry.module().getClass().getName() + "; rename one",
                    null);
        }
    }

    private static UncheckedIOException failure(String message, Throwable cause) {
        return new UncheckedIOException(new ModuleLoadException(message, cause));
    }

    /** What the service loader says, and the reason below it: its own message names the class but not what went wrong in it. */
    private static String oneLine(ServiceConfigurationError error) {
        String message = "a science module cannot be loaded: " + error.getMessage();
        return (error.getCause() == null ? message : message + " (" + error.getCause() + ")").replaceAll("\\s+", " ");
    }

    /** One instance of every module, sorted by name; for looking at, not for processing. */
    public List<ScienceModule> all() {
        return entries.values().stream()
                .map(Entry::module)
                .sorted(Comparator.comparing(ScienceModule::name))
                .toList();
    }

    /** A fresh instance of a module. */
    public ScienceModule create(String name) throws UnknownModuleException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownModuleException(name, NearestNames.of(name, entries.keySet(), NAMES_SHOWN));
        }
        return entry.provider().get();
    }
}
