package tallyflame.counts.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeUnitTest {
    @Test
    void textIsThatOfTables() {
        MethodId method = new MethodId("org.acme.Sky", "bright", "([I)I");
        assertThat(method).hasToString("org.acme.Sky.bright([I)I");
        assertThat(method.function()).hasToString("org.acme.Sky.bright");
        assertThat(new LineId(method.function(), 8)).hasToString("org.acme.Sky.bright:8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.acme.Sky.<init>", "memcpy", "copy.constprop.0", ".hidden", "end.", ""})
    void aFunctionIsFoundByItsTextWhereverItComesFrom(String text) {
        MethodId parsed = MethodId.parse(text);
        assertThat(parsed).hasToString(text);
        assertThat(MethodId.function("", text)).isEqualTo(parsed);
        assertThat(MethodId.function(parsed.className(), parsed.name())).isEqualTo(parsed);
    }

    @Test
    void unitsAreOrderedByTextAndLinesByNumber() {
        MethodId outer = MethodId.parse("a.B.run");
        MethodId inner = MethodId.parse("a.B$C.run");
        assertThat(inner).isLessThan(outer);
        assertThat(new LineId(outer, 9)).isLessThan(new LineId(outer, 10)).isGreaterThan(new LineId(inner, 10));
    }
}
