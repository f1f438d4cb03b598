package tallyflame.flamegraphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskIsDoneOnceByAWorkerWithANumber(int count) {
        AtomicIntegerArray done = new AtomicIntegerArray(1000);
        try (Workers workers = new Workers(count)) {
            workers.run(done.length(), (worker, task) -> {
                assertThat(worker).isBetween(0, count - 1);
                done.incrementAndGet(task);
            });
        }
        for (int task = 0; task < done.length(); task++) {
            assertThat(done.get(task)).isOne();
        }
    }

    /** Both tasks run at the same time, so one of them on another thread than the caller's; that one fails. */
    @Test
    void whatATaskThrowsOnAnotherThreadReachesTheCaller() {
        CountDownLatch both = new CountDownLatch(2);
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(2, (worker, task) -> {
                        both.countDown();
                        both.await();
                        if (worker == 1) {
                            throw new IOException("worker " + worker);
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("worker 1");
        }
    }

    @Test
    void nothingIsBegunAfterAFailure() {
        AtomicIntegerArray done = new AtomicIntegerArray(100);
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> workers.run(done.length(), (worker, task) -> {
                        done.incrementAndGet(task);
                        if (task == 3) {
                            throw new IllegalStateException("task 3");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(done.get(3)).isOne();
        assertThat(done.get(4)).isZero();
    }
}
