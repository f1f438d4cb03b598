package tallyflame.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleRegistryTest {
    @TempDir
    private Path folder;

    /** A class loader that finds these providers beside the built-in ones. */
    private ClassLoader loader(String... providers) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ScienceModule.class.getName()), List.of(providers));
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, ModuleRegistryTest.class.getClassLoader());
    }

    @Test
    void findsTheBuiltInModulesSortedByName() {
        List<ScienceModule> modules =
                ModuleRegistry.load(getClass().getClassLoader()).all();
        assertThat(modules).extracting(ScienceModule::name).isSorted().contains("hostless");
        for (ScienceModule module : modules) {
            assertThat(module.columns()).isNotEmpty();
            assertThat(module.outputs()).isNotEmpty();
            assertThat(module.outputs()).extracting(Output::name).doesNotHaveDuplicates();
            assertThat(module.outputs()).extracting(Output::description).doesNotContain("");
        }
    }

    @Test
    void createsAFreshInstanceEachTime() throws Exception {
        ModuleRegistry registry = ModuleRegistry.load(getClass().getClassLoader());
        assertThat(registry.create("hostless")).isNotSameAs(registry.create("hostless"));
    }

    @Test
    void findsModulesOfAUsersClassPath() throws Exception {
        ModuleRegistry registry = ModuleRegistry.load(loader(Mine.class.getName()));
        assertThat(registry.create("mine")).isInstanceOf(Mine.class);
        assertThat(registry.create("hostless")).isNotNull();
    }

    @Test
    void anUnknownNameBringsTheNearest() throws Exception {
        ModuleRegistry registry = ModuleRegistry.load(loader(Mine.class.getName()));
        assertThatThrownBy(() -> registry.create("hostles"))
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageMatching("no module is called 'hostles'; the nearest names are hostless, .*");
    }

    @Test
    void twoModulesOfOneNameAreAnError() throws Exception {
        ClassLoader loader = loader(Mine.class.getName(), AlsoMine.class.getName());
        assertThatThrownBy(() -> ModuleRegistry.load(loader))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(ModuleLoadException.class)
                .hasMessageContaining("'mine'")
                .hasMessageContaining(Mine.class.getName())
                .hasMessageContaining(AlsoMine.class.getName());
    }

    @Test
    void aBrokenProviderIsReportedInOneLine() throws Exception {
        for (String provider : List.of(Broken.class.getName(), "no.such.Module", GoldTable.class.getName())) {
            ClassLoader loader = loader(provider);
            assertThatThrownBy(() -> ModuleRegistry.load(loader))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .hasMessageContaining(provider)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void editDistance() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearestNames.distance("abc", "abc")).isZero();
        assertThat(NearestNames.of("ASTROIDS", List.of("hostless", "asteroids", "xmatch"), 1))
                .containsExactly("asteroids");
    }

    /** A module as a user would write it. */
    public static class Mine implements ScienceModule {
        @Override
        public String name() {
            return "mine";
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public List<Output> outputs() {
            return List.of();
        }

        @Override
        public void process(AlertBatch batch) {
            // Nothing to do.
        }
    }

    /** Another of the same name. */
    public static final class AlsoMine extends Mine {}

    /** A module whose constructor fails. */
    public static final class Broken extends Mine {
        public Broken() {
            throw new IllegalStateException("no\nmodel file");
        }
    }
}
