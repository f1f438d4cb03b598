// release 25
package targets;

public class FlexibleConstructors {
    static class Base {
        final int value;

        Base(int value) {
            this.value = value;
        }
    }

    static class Checked extends Base {
        final String name;

        Checked(String name) {
            if (name == null) {
                throw new IllegalArgumentException();
            }
            int sum = 0;
            for (int i = 0; i < name.length(); i++) {
                sum += name.charAt(i);
            }
            this.name = name;
            super(sum);
            sum++;
        }
    }

    public static void run() {
        for (String name : new String[] {"ab", null, "c"}) {
            try {
                new Checked(name);
            } catch (IllegalArgumentException e) {
                name = "";
            }
        }
    }
}
