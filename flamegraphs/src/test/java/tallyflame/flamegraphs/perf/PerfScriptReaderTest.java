package tallyflame.flamegraphs.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestStacks;

class PerfScriptReaderTest {
    /** As perf 6.1 prints it, with the forms of names that the JDK and perf-map-agent write. */
    private static final String SCRIPT =
            """
            # ========
            # captured on    : Mon Jan  1 00:00:00 2024
            # ========
            java 12345/12346 [003]  6871.123456:   10101010 cpu-clock:pppH:\s
            \tffffffff9a0012ab do_syscall_64+0x5b ([kernel.kallsyms])
            \t    7f0c8812f3aa __libc_read+0x4a (/usr/lib/x86_64-linux-gnu/libc.so.6)
            \t    7f0c70112233 Lorg/example/Reader;::next+0x1c (/tmp/perf-12345.map)
            \t    7f0c70112299 void org.example.Main.main(java.lang.String[])+0x9 (/tmp/perf-12345.map)
            \t    7f0c99001122 JavaCalls::call_helper(JavaValue*, methodHandle const&)+0x12 (/usr/lib/jvm/lib/server/libjvm.so)

            GC Thread#0 12345/12350 [001]  6871.633456:   10101010 cpu-clock:pppH:\s
            \t    7f0c70900010 [unknown] (/tmp/perf-12345.map)
            \t    7f0c70000010 [unknown] (/tmp/perf-12345.map)

            python3  77  6872.000001: cycles:u:\s
            \t          4f1234 _PyEval_EvalFrameDefault+0x1234 (/usr/bin/python3.11)

            """;

    private static List<Profile> read(String text, PerfMap map) throws IOException {
        return PerfScriptReader.read(new StringReader(text), map, "perf.txt");
    }

    @Test
    void readsStacksEventsThreadsAndTimes() throws IOException {
        PerfMap map = PerfMap.read(new StringReader("7f0c70900000 40 Lorg/example/Hot;::spin\nno map line\n"));
        List<Profile> profiles = read(SCRIPT, map);
        assertThat(profiles).extracting(Profile::event).containsExactly("cpu", "cycles:u");
        assertThat(profiles).extracting(Profile::unit).containsExactly("ns", "samples");
        assertThat(TestStacks.of(profiles.get(0)))
                .isEqualTo(Map.of(
                        "JavaCalls::call_helper(JavaValue*, methodHandle const&);org.example.Main.main;org.example.Reader.next;"
                                + "__libc_read;do_syscall_64",
                        10101010L,
                        "[unknown];org.example.Hot.spin",
                        10101010L));
        assertThat(TestStacks.of(profiles.get(1))).isEqualTo(Map.of("_PyEval_EvalFrameDefault", 1L));
        assertThat(profiles.get(0).samples().orElseThrow().threadNames()).containsExactly("java", "GC Thread#0");
        assertThat(profiles.get(0).samples().orElseThrow().millis()).containsExactly(0, 510);
    }

    @Test
    void tellsKernelCppNativeAndJavaApart() throws IOException {
        Frames frames = read(SCRIPT, PerfMap.empty()).get(0).frames();
        assertThat(frames.type(0)).isEqualTo(FrameType.CPP);
        assertThat(frames.type(1)).isEqualTo(FrameType.JIT_COMPILED);
        assertThat(frames.type(3)).isEqualTo(FrameType.NATIVE);
        assertThat(frames.type(4)).isEqualTo(FrameType.KERNEL);
    }

    @Test
    void saysWhichLineIsNotOfThisFormat() {
        assertThatThrownBy(() -> read(SCRIPT + "what is this\n", PerfMap.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("perf.txt line 18: ");
        assertThatThrownBy(() -> read("", PerfMap.empty())).hasMessageContaining("no sample");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java 1 99999999999999999999.5: 1 cycles:\n",
                "java 1 1.5: 99999999999999999999 cycles:\n",
                "java 1 1.5: 1 cycles:\n\tffffffffffffffffffff f (a)\n"
            })
    void numbersThatNoLongHoldsAreNotOfThisFormat(String script) {
        assertThatThrownBy(() -> read(script, PerfMap.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("perf.txt line ");
    }

    @Test
    void aLineOfMegabytesIsRefusedAtOnce() {
        String line = "java 1 1.5: 1 cycles:\n\tff f" + " ".repeat(1 << 20) + "\n";
        assertThatThrownBy(() -> read(line, PerfMap.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }
}
