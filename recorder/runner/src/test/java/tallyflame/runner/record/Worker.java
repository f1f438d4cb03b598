package tallyflame.runner.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import tallyflame.runner.instruments.Java;

/**
 * A program to be counted: works so often as told, is then busy until it can have been sampled, and prints how often it
 * worked. A second number has it start a JVM with its own VM options, as benchmark harnesses do, that works so often.
 */
final class Worker {
    private static final long BUSY_NANOS = 200_000_000;
    private static double result;

    private Worker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int times = Integer.parseInt(arguments[0]);
        for (int i = 0; i < times; i++) {
            work(i);
        }
        long end = System.nanoTime() + BUSY_NANOS;
        while (System.nanoTime() < end) {
            result = Math.sqrt(result + 1);
        }
        System.out.println(times);
        System.out.flush();
        if (arguments.length > 1) {
            startAlike(arguments[1]);
        }
    }

    private static void startAlike(String times) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Java.launcher().toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName(), times));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void work(int i) {
        result += i;
    }
}
