package targets;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public class Lambdas {
    static int sum;

    public static void run() {
        Runnable oneLine = () -> sum++; // hits=3+1
        for (int i = 0; i < 3; i++) { // hits=4 branches=3|1
            oneLine.run(); // hits=3
        }
        Runnable never = () -> { // hits=1
            sum += 100; // hits=0
        }; // hits=0
        sum += never.hashCode() == 0 ? 1 : 0; // hits=1 branches=0|1
        capturing(4).get(); // hits=1
        IntStream.range(0, 10) // hits=1
                .filter(i -> i % 2 == 0) // hits=10+1 branches=5|5
                .map(i -> i * 2) // hits=5+1
                .forEach(i -> { // hits=1
                    if (i > 8) { // hits=5 branches=2|3
                        sum++; // hits=2
                    }
                }); // hits=5
        List<String> names = List.of("a", "bb", "ccc"); // hits=1
        names.stream() // hits=1
                .map(String::length) // hits=1
                .map(Lambdas::twice) // hits=1
                .collect(Collectors.toList()); // hits=1
        Supplier<Supplier<Integer>> nested = () -> () -> sum; // hits=2+1+1
        nested.get().get(); // hits=1
        nested.get(); // hits=1
        Function<Integer, Lambdas> constructor = Lambdas::new; // hits=1
        constructor.apply(3); // hits=1
        IntSupplier bound = constructor.apply(4)::get; // hits=1
        bound.getAsInt(); // hits=1
    } // hits=1

    final int value;

    Lambdas(int value) { // hits=2
        this.value = value; // hits=2
    } // hits=2

    int get() {
        return value; // hits=1
    }

    static Supplier<Integer> capturing(int n) {
        int square = n * n; // hits=1
        return () -> square > 10 // hits=2+1 branches=1|0
                ? square // hits=1
                : 0; // hits=0
    }

    static int twice(int i) {
        return 2 * i; // hits=3
    }
}
