package tallyflame.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.agent.instrument.CallNames;
import tallyflame.agent.instrument.CountProbes;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.instrument.Probes;
import tallyflame.agent.instrument.TimeProbes;
import tallyflame.agent.instrument.TracedClass;
import tallyflame.agent.instrument.TracedClass.TracedMethod;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.MethodGraph;

class RegistryTest {
    private static final ClassLoader LOADER = RegistryTest.class.getClassLoader();

    private static CountedClass counted(String name, int counters) {
        MethodGraph method = new MethodGraph("m", "()V", List.of(), List.of(), List.of(), List.of(), counters, false);
        return new CountedClass(
                new ClassGraph(name, 1, "", "", List.of(method)), new CallNames(Map.of()), new long[0], -1);
    }

    private static TracedClass traced(String name, Integer... lines) {
        return new TracedClass(name, 1, "", List.of(new TracedMethod("m", "()V", List.of(lines))), -1, -1);
    }

    @Test
    void aClassTransformedAnewKeepsItsNumbersAndThatOfAnotherLoaderHasItsOwn() throws Exception {
        Registry<TracedClass> registry = new Registry<>(new TimeProbes());
        TracedClass first = registry.allocate(LOADER, traced("a.B", 7, 8, 9));
        registry.add(LOADER, first);
        assertThat(registry.allocate(LOADER, traced("a.B", 7, 8, 9))).isEqualTo(first);
        registry.add(LOADER, first);
        TracedClass second = registry.allocate(null, traced("a.B", 7, 8, 9));
        assertThat(second.firstMethod()).isEqualTo(first.firstMethod() + 1);
        assertThat(second.firstLine()).isEqualTo(first.firstLine() + 3);
        registry.add(null, second);
        assertThat(registry.classes()).containsExactly(first, second);
    }

    /** As when a method turns out too large, and the class is instrumented again without it. */
    @Test
    void onlyClassesThatWereAddedAreListed() throws Exception {
        Registry<TracedClass> registry = new Registry<>(new TimeProbes());
        TracedClass dropped = registry.allocate(LOADER, traced("a.B", 7, 8));
        TracedClass kept = registry.allocate(LOADER, traced("a.B", 7));
        registry.add(LOADER, kept);
        assertThat(kept.firstLine()).isEqualTo(dropped.firstLine() + 2);
        assertThat(registry.classes()).containsExactly(kept);
    }

    @Test
    void fullBlocksTakeNoFurtherClass() throws Exception {
        Registry<CountedClass> registry = new Registry<>(new CountProbes(3 * Long.BYTES));
        CountedClass first = registry.allocate(LOADER, counted("a.B", 2));
        registry.add(LOADER, first);
        assertThatThrownBy(() -> registry.allocate(LOADER, counted("a.C", 2)))
                .isInstanceOf(Probes.NoRoomException.class)
                .hasMessageContaining("blockmb");
        assertThat(registry.allocate(LOADER, counted("a.B", 2))).isEqualTo(first);
        CountedClass last = registry.allocate(LOADER, counted("a.D", 1));
        assertThat(last.firstCounter(0)).isEqualTo(2);
        assertThat(last.firstCounter(1)).isEqualTo(3);
    }
}
