package tallyflame.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.**, com.acme.Foo, true",
        "com.acme.**, com.acme.deep.er.Foo$Bar, true",
        "com.acme.**, com.acmeX.Foo, false",
        "com.acme.*, com.acme.Foo, true",
        "com.acme.*, com.acme.Foo$Bar, true",
        "com.acme.*, com.acme.deep.Foo, false",
        "com.acme.Foo, com.acme.Foo, true",
        "com.acme.Foo, com.acme.Foo$1, true",
        "com.acme.Foo, com.acme.Food, false",
        "com.acme.**;!com.acme.gen.**, com.acme.gen.Foo, false",
        "com.acme.**;!com.acme.gen.**, com.acme.Foo, true",
        "!com.acme.gen.**;com.acme.**, com.acme.gen.Foo, false",
        "com.acme.Foo;org.x.*, org.x.Y, true",
        "**, Foo, true"
    })
    void globsSelectClasses(String globs, String className, boolean expected) {
        assertThat(Options.parse("count=" + globs + ",out=x").matches(className))
                .isEqualTo(expected);
    }

    @Test
    void withoutAnIncludingGlobAnnotationsDecide() {
        assertThat(Options.parse("out=x").annotatedOnly()).isTrue();
        assertThat(Options.parse("out=x").matches("any.Thing")).isTrue();
        assertThat(Options.parse("count=!a.**,out=x").annotatedOnly()).isTrue();
        assertThat(Options.parse("count=!a.**,out=x").matches("a.B")).isFalse();
        assertThat(Options.parse("count=a.**,out=x").annotatedOnly()).isFalse();
    }

    @Test
    void tracingTakesThePlaceOfCounting() {
        assertThat(Options.parse("trace=a.B,out=x").trace()).isTrue();
        assertThat(Options.parse("trace=a.B,out=x").matches("a.C")).isFalse();
        assertThat(Options.parse("count=a.B,out=x").trace()).isFalse();
    }

    @Test
    void theRestHasDefaults() {
        Options options = Options.parse("out=some/file.tfc,count=a.B");
        assertThat(options.out()).isAbsolute().endsWithRaw(java.nio.file.Path.of("some/file.tfc"));
        assertThat(options.intervalMillis()).isEqualTo(500);
        assertThat(options.order()).isEqualTo(Options.Order.START);
        assertThat(Options.parse("reset").order()).isEqualTo(Options.Order.RESET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "count=a.B",
                "out=x,frequency=3",
                "count=a.B,trace=a.B,out=x",
                "out=x,interval=soon",
                "out=x,interval=0",
                "out=x,blockmb=4096"
            })
    void wrongOptionsSayWhatIsRight(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(text))
                .withMessageContaining("agent option");
    }

    @Test
    void withoutOptionsTheEnvironmentSaysWhatToCount() {
        Map<String, String> environment = Map.of("TALLYFLAME_COUNT", "com.acme.**;!com.acme.gen.**");
        assertThat(Options.orOfEnvironment(null, environment))
                .isEqualTo("count=com.acme.**;!com.acme.gen.**,out=tallyflame-%p.tfc");
        assertThat(Options.orOfEnvironment("", Map.of("TALLYFLAME_COUNT", "a.B,out=/tmp/b.tfc")))
                .isEqualTo("count=a.B,out=/tmp/b.tfc");
        assertThat(Options.orOfEnvironment("count=x.Y,out=y.tfc", environment)).isEqualTo("count=x.Y,out=y.tfc");
        assertThat(Options.orOfEnvironment(null, Map.of())).isNull();
    }
}
