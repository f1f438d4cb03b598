package tallyflame.modules.lightcurves;

/**
 * The error function to nearly full double precision, by rational approximations on three intervals (W. J. Cody,
 * "Rational Chebyshev approximations for the error function", Math. Comp. 23, 1969; coefficients of CALERF).
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the coefficients as published
public final class ErrorFunction {
    private static final double SMALL = 0.46875;
    private static final double LARGE = 4;
    private static final double INVERSE_SQRT_PI = 1 / Math.sqrt(Math.PI);

    private static final double[] A = {
        3.16112374387056560e00,
        1.13864154151050156e02,
        3.77485237685302021e02,
        3.20937758913846947e03,
        1.85777706184603153e-1
    };
    private static final double[] B = {
        2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03
    };
    private static final double[] C = {
        5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e01, 2.98635138197400131e02,
        8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03,
        2.15311535474403846e-8
    };
    private static final double[] D = {
        1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03,
        3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03
    };
    private static final double[] P = {
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4,
        1.63153871373020978e-2
    };
    private static final double[] Q = {
        2.56852019228982242e00,
        1.87295284992346725e00,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3
    };

    private ErrorFunction() {}

    /** erf(x). */
    public static double erf(double x) {
        double y = Math.abs(x);
        if (y <= SMALL) {
            return small(x);
        }
        double tail = tail(y);
        return x > 0 ? 1 - tail : tail - 1;
    }

    /** erfc(x) = 1 - erf(x), precise where that is tiny. */
    public static double erfc(double x) {
        double y = Math.abs(x);
        if (y <= SMALL) {
            return 1 - small(x);
        }
        double tail = tail(y);
        return x > 0 ? tail : 2 - tail;
    }

    /** The distribution function of the standard normal distribution. */
    public static double normalBelow(double z) {
        return 0.5 * erfc(-z / Math.sqrt(2));
    }

    private static double small(double x) {
        double square = x * x;
        double above = A[4] * square;
        double below = square;
        for (int i = 0; i < 3; i++) {
            above = (above + A[i]) * square;
            below = (below + B[i]) * square;
        }
        return x * (above + A[3]) / (below + B[3]);
    }

    /** erfc(y) for y beyond the small interval. */
    private static double tail(double y) {
        double fraction = y <= LARGE ? middle(y) : far(y);
        // exp(-y^2) in two factors, since the rounding of y^2 would cost digits.
        double near = Math.rint(y * 16) / 16;
        double rest = (y - near) * (y + near);
        return Math.exp(-near * near) * Math.exp(-rest) * fraction;
    }

    private static double middle(double y) {
        double above = C[8] * y;
        double below = y;
        for (int i = 0; i < 7; i++) {
            above = (above + C[i]) * y;
            below = (below + D[i]) * y;
        }
        return (above + C[7]) / (below + D[7]);
    }

    private static double far(double y) {
        double square = 1 / (y * y);
        double above = P[5] * square;
        double below = square;
        for (int i = 0; i < 4; i++) {
            above = (above + P[i]) * square;
            below = (below + Q[i]) * square;
        }
        double series = square * (above + P[4]) / (below + Q[4]);
        return (INVERSE_SQRT_PI - series) / y;
    }
}
