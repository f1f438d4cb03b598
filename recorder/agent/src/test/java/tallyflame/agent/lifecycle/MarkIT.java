package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.annotations.Mark;
import tallyflame.counts.Allocated;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;

/** What a thread counts between two points, exactly, wherever its calls stand then. */
class MarkIT {
    @TempDir
    Path folder;

    private Program program;
    private AgentJvm jvm;

    @BeforeEach
    void compile() throws Exception {
        program = Program.compile("Marking", 17, folder, AgentJvm.origin(Mark.class));
        jvm = new AgentJvm(folder).classpath(program.classes(), AgentJvm.origin(Mark.class));
    }

    private String run(String what, String agent) throws Exception {
        return jvm.agent(agent).run(program.className(), folder.toString(), what);
    }

    private String run(String what) throws Exception {
        return run(what, "count=programs.**");
    }

    private CountFile difference(String name) throws Exception {
        CountFile counts = CountFile.read(folder.resolve(name));
        assertThat(counts.residual()).isZero();
        return counts;
    }

    private List<Long> hits(CountFile counts, String... comments) {
        return Stream.of(comments)
                .map(comment -> program.hits(counts, "// " + comment))
                .toList();
    }

    @Test
    void beginsAndEndsInsideACountedLoop() throws Exception {
        run("loop");
        // From the begin in turn 2 to the end in turn 3: two turns of the inner loop, and the header and test of turn
        // 3.
        assertThat(hits(difference("loop-3"), "header", "test", "end", "begin", "inner header", "body"))
                .containsExactly(1L, 1L, 1L, 0L, 3L, 2L);
        assertThat(hits(difference("loop-3"), "worked", "even", "odd")).containsExactly(2L, 1L, 1L);
        assertThat(hits(difference("loop-4"), "header", "inner header", "body", "worked", "even", "odd"))
                .containsExactly(1L, 4L, 3L, 3L, 2L, 1L);
    }

    @Test
    void hasWhatWasAllocatedSinceItBegan() throws Exception {
        run("made", "count=programs.**,alloc");
        List<Allocated> made = difference("made").classes().stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.allocations().orElseThrow().allocated().stream())
                .filter(one -> one.objects() > 0)
                .toList();
        assertThat(made).extracting(Allocated::type).containsExactly("long[]", "java.lang.StringBuilder");
        assertThat(made).extracting(Allocated::objects).containsExactly(3L, 3L);
        assertThat(made).extracting(Allocated::bytes).containsExactly(16L + 24 + 32, 3L * 24);
    }

    @Test
    void beginsInACallThatReturnsAndEndsInOneThatWasNotThere() throws Exception {
        run("across");
        assertThat(hits(difference("across"), "called", "after begin", "between", "before end", "worked", "odd"))
                .containsExactly(0L, 1L, 1L, 1L, 3L, 2L);
    }

    @Test
    void callsOfARecursionStandAtBothEnds() throws Exception {
        run("recursion");
        assertThat(hits(difference("recursion"), "depth", "bottom", "deeper", "returns", "worked"))
                .containsExactly(4L, 5L, 4L, 0L, 0L);
    }

    @Test
    void marksNestAndOtherThreadsAreNotInThem() throws Exception {
        run("others");
        assertThat(hits(difference("inner"), "both", "inner mark", "worked", "odd"))
                .containsExactly(0L, 1L, 1L, 0L);
        assertThat(hits(difference("outer"), "both", "inner mark", "worked", "odd"))
                .containsExactly(1L, 1L, 2L, 0L);
        assertThat(hits(difference("sum"), "both", "inner mark", "worked", "odd"))
                .containsExactly(1L, 2L, 3L, 0L);
    }

    @Test
    void allThreadsTogetherWhileSomeWait() throws Exception {
        run("all");
        assertThat(hits(difference("all"), "worked", "even", "blocked", "interrupted"))
                .containsExactly(10L, 10L, 0L, 0L);
    }

    @Test
    void allThreadsAreRefusedWhileOneCounts() throws Exception {
        assertThat(run("busy")).contains("goes on counting, so that counts of all threads have no beginning");
    }

    /** The compiler copies what is in a finally block: the line does not tell at which copy the mark ended. */
    @Test
    void aPlaceThatIsAmbiguousGivesNoFigure() throws Exception {
        run("ambiguous");
        CountFile counts = difference("ambiguous");
        assertThat(counts.uncounted())
                .filteredOn(method -> method.method().startsWith("finallyEnds"))
                .singleElement()
                .extracting(Uncounted::reason)
                .asString()
                .contains("at a line that does not tell where in the code that was");
        assertThat(counts.classes().get(0).methods())
                .noneMatch(method -> method.name().equals("finallyEnds"));
        assertThat(hits(counts, "worked", "odd")).containsExactly(1L, 1L);
    }

    @Test
    void exceptionsAreCounted() throws Exception {
        run("exception");
        assertThat(hits(difference("exception"), "tried", "caught", "asked", "thrown", "not thrown"))
                .containsExactly(4L, 2L, 4L, 2L, 2L);
        assertThat(hits(difference("caught"), "tried", "caught", "asked", "thrown", "not thrown"))
                .containsExactly(0L, 1L, 0L, 0L, 0L);
    }

    @Test
    void aMethodReferenceDoesNotPassForACallOfWhatItStandsFor() throws Exception {
        run("references");
        assertThat(hits(difference("references"), "either")).containsExactly(0L);
    }

    @Test
    void aThreadThatSharesItsCountersIsRefused() throws Exception {
        assertThat(run("refused", "count=programs.**,maxthreads=0"))
                .contains("start the agent with a larger maxthreads");
    }

    @Test
    void anotherThreadCannotEndIt() throws Exception {
        assertThat(run("refused")).isEqualTo("a mark ends on the thread on which it began, main, not on stranger\n");
    }

    @Test
    void aTraceOrNoAgentIsRefused() throws Exception {
        assertThat(jvm.run(program.className(), folder.toString(), "refused"))
                .startsWith("nothing is being counted in this JVM: start it with -javaagent");
        jvm.trace("programs.**");
        assertThat(jvm.run(program.className(), folder.toString(), "refused")).startsWith("nothing is being counted");
    }

    /** The callers were there before their class counted. */
    @Test
    void countsMoreClassesWhenAsked() throws Exception {
        run("more", "count=nowhere.**");
        CountFile counts = difference("more");
        assertThat(hits(counts, "more", "worked", "even")).containsExactly(1L, 1L, 1L);
        assertThat(counts.uncounted()).extracting(Uncounted::method).anyMatch(method -> method.startsWith("more"));
        assertThat(jvm.counts().residual()).isZero();
    }

    @Test
    void theSumOfManyIsTheWhole() throws Exception {
        run("many");
        List<Long> sum = hits(difference("many"), "thousand", "worked", "even", "odd");
        assertThat(sum).containsExactly(1_000L, 1_000L, 500L, 500L);
        assertThat(hits(difference("whole"), "thousand", "worked", "even", "odd"))
                .isEqualTo(sum);
    }
}
