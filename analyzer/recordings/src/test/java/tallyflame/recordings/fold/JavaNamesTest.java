package tallyflame.recordings.fold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaNamesTest {
    /** The virtual machine tells how the same class is called in either way. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                String[].class,
                String[][].class,
                byte[].class,
                boolean[].class,
                char[].class,
                short[].class,
                int[].class,
                long[].class,
                float[].class,
                double[][][].class,
                java.util.Map.Entry[].class
            })
    void asInSource(Class<?> type) {
        String name = type.getName().replace('.', '/');
        assertThat(JavaNames.ofClass(name)).isEqualTo(type.getTypeName());
    }
}
