package tallyflame.recordings.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A thread that recordings name in several ways. */
class ThreadIndexTest {
    private static final RecordedThread MAIN = new RecordedThread("main", 101, 1, true);

    private final ThreadIndex<String> index = new ThreadIndex<>();

    @Test
    void aThreadIsFoundByWhateverItIsKnownBy() {
        index.add(MAIN, "work");
        index.add(new RecordedThread("worker", 102, 2, true), "other");
        assertThat(index.of(MAIN)).containsExactly("work");
        assertThat(index.of(new RecordedThread("DestroyJavaVM", 101, 9, true))).containsExactly("work");
        assertThat(index.of(new RecordedThread("renamed", 0, 1, true))).containsExactly("work");
        assertThat(index.of(new RecordedThread("main", 0, 0, false))).containsExactly("work");
    }

    @Test
    void anotherThreadOfTheSameNameHasNothing() {
        index.add(MAIN, "work");
        assertThat(index.of(new RecordedThread("main", 103, 3, true))).isEmpty();
        assertThat(index.of(RecordedThread.UNKNOWN)).isEmpty();
    }

    @Test
    void allThatBelongsToAThreadIsFoundOnce() {
        assertThat(index.isEmpty()).isTrue();
        index.add(MAIN, "a");
        index.add(new RecordedThread("", 101, 0, false), "b");
        assertThat(index.isEmpty()).isFalse();
        assertThat(index.of(MAIN)).containsExactlyInAnyOrder("a", "b");
    }
}
