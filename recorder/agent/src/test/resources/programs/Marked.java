package programs;

import tallyflame.annotations.Profiled;

public class Marked {
    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            marked(i);
            unmarked();
            new Whole().method();
        }
    }

    @Profiled
    static int marked(int i) {
        return i; // marked method
    }

    static int unmarked() {
        return 1; // unmarked method
    }

    @Profiled
    static class Whole {
        int method() {
            return 1; // marked class
        }
    }
}
