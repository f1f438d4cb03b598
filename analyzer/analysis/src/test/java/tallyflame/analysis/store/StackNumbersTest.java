package tallyflame.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

class StackNumbersTest {
    @TempDir
    Path folder;

    private StackForest cpu;
    private StackForest alloc;

    @BeforeEach
    void makeTrees() throws Exception {
        SyntheticRun run = new SyntheticRun(folder, "r", 1);
        cpu = run.profiles.get(0).tree();
        alloc = run.profiles.get(1).tree();
    }

    @Test
    void subtreesAreRanges() {
        StackNumbers stacks = StackNumbers.of(List.of(cpu));
        assertThat(stacks.size()).isEqualTo(cpu.size() - 1).isPositive();
        for (int stack = 1; stack <= stacks.size(); stack++) {
            for (int other = 1; other <= stacks.size(); other++) {
                boolean below = false;
                for (int up = other; up != 0 && !below; up = stacks.parent(up)) {
                    below = up == stack;
                }
                assertThat(other >= stack && other <= stacks.last(stack))
                        .as("%d begins with %d", other, stack)
                        .isEqualTo(below);
            }
        }
    }

    @Test
    void nodesKeepTheirStacks() {
        StackNumbers stacks = StackNumbers.of(List.of(cpu, alloc));
        for (int profile = 0; profile < 2; profile++) {
            StackForest tree = profile == 0 ? cpu : alloc;
            for (int node = 1; node < tree.size(); node++) {
                assertThat(text(stacks, stacks.number(profile, node))).isEqualTo(text(tree, node));
            }
        }
    }

    @Test
    void equalStacksOfTwoProfilesAreOne() {
        StackNumbers stacks = StackNumbers.of(List.of(cpu, alloc));
        Set<String> distinct = new HashSet<>();
        for (int stack = 1; stack <= stacks.size(); stack++) {
            assertThat(distinct.add(text(stacks, stack))).isTrue();
        }
        assertThat(stacks.size()).isLessThan(cpu.size() + alloc.size() - 2);
    }

    @Test
    void recursionIsSeen() {
        StackNumbers stacks = StackNumbers.of(List.of(cpu));
        StackNumbers.FunctionNames functions = stacks.functions();
        boolean[] outermost = stacks.outermost(functions.ofMethod());
        int recursive = 0;
        for (int stack = 1; stack <= stacks.size(); stack++) {
            String[] names =
                    text(stacks, stack).replaceAll("\\([^:]*:[^;]*|:-1@-1", "").split(";", -1);
            String top = names[names.length - 1];
            boolean first = List.of(names).indexOf(top) == names.length - 1;
            recursive += first ? 0 : 1;
            assertThat(outermost[stack]).as(String.join(";", names)).isEqualTo(first);
            assertThat(stacks.depth(stack)).isEqualTo(names.length);
        }
        assertThat(recursive).isPositive();
    }

    @Test
    void emptyTreesHaveNoStacks() {
        assertThat(StackNumbers.of(List.of(new CallTree(new Frames()))).size()).isZero();
        assertThat(StackNumbers.of(List.of()).size()).isZero();
    }

    private static String text(StackNumbers stacks, int stack) {
        String name = text(stacks.frames(), stacks.frame(stack));
        return stacks.parent(stack) == 0 ? name : text(stacks, stacks.parent(stack)) + ";" + name;
    }

    private static String text(Frames frames, int frame) {
        int method = frames.methodOf(frame);
        return frames.functionName(method) + frames.descriptor(method) + ":" + frames.line(frame) + "@"
                + frames.bci(frame);
    }

    private static String text(StackForest tree, int node) {
        String name = text(tree.frames(), tree.frame(node));
        return tree.parent(node) == 0 ? name : text(tree, tree.parent(node)) + ";" + name;
    }
}
