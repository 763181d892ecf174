using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Which of two values is less, and which are the same. Texts are compared whatever their case, unless the field minds
/// it.</summary>
internal static class ValueOrder
{
    public static int Compare(object one, object other, bool isCaseSensitive) => (one, other) switch
    {
        (string text, string with) => isCaseSensitive ? string.CompareOrdinal(text, with)
            : string.Compare(text, with, StringComparison.OrdinalIgnoreCase),
        _ => ((IComparable)Comparable(one)).CompareTo(Comparable(other)),
    };

    public static IEqualityComparer<object> Same(bool isCaseSensitive) => isCaseSensitive ? Exact.Instance : AnyCase.Instance;

    static object Comparable(object value) => value is RecordId id ? id.Packed : value;

    sealed class AnyCase : IEqualityComparer<object>
    {
        public static readonly AnyCase Instance = new();

        public new bool Equals(object? one, object? other) =>
            one is string text ? other is string with && text.Equals(with, StringComparison.OrdinalIgnoreCase) : object.Equals(one, other);

        public int GetHashCode(object value) =>
            value is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : value.GetHashCode();
    }

    sealed class Exact : IEqualityComparer<object>
    {
        public static readonly Exact Instance = new();

        public new bool Equals(object? one, object? other) => object.Equals(one, other);

        public int GetHashCode(object value) => value.GetHashCode();
    }
}
