using System.Globalization;

namespace OlUpgrade.Runs;

/// <summary>The number of a run, as people type it. It counts from 1 in each database.</summary>
public readonly record struct RunId(int Number) : IComparable<RunId>
{
    public int CompareTo(RunId other) => Number.CompareTo(other.Number);

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(RunId left, RunId right) => left.Number < right.Number;

    public static bool operator >(RunId left, RunId right) => left.Number > right.Number;

    public static bool operator <=(RunId left, RunId right) => left.Number <= right.Number;

    public static bool operator >=(RunId left, RunId right) => left.Number >= right.Number;
}
