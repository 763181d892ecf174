using System.Globalization;

namespace Koppel.Engine.Ledger;

/// <summary>Which runs are wanted.</summary>
public sealed record RunFilter
{
    /// <summary>Those with a lower number; null from the newest on.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 50;

    /// <summary>Their states; empty for all.</summary>
    public IReadOnlyList<Status> States { get; init; } = [];

    /// <summary>A part of the name of what they write to, or null.</summary>
    public string? Target { get; init; }

    /// <summary>A part of their script, their file or their user, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Those that began then or later, or null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those that began before, or null.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>Which changes of a run are wanted.</summary>
/// <param name="Run">The run.</param>
public sealed record ChangeFilter(long Run)
{
    /// <summary>The statement, or null for all.</summary>
    public long? Statement { get; init; }

    /// <summary>Behind which place; null from the first on.</summary>
    public ChangePlace? After { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 100;

    /// <summary>A part of a value, whatever its case, or null.</summary>
    public string? Text { get; init; }

    /// <summary>insert, update or delete, or null for all.</summary>
    public string? Operation { get; init; }
}

/// <summary>A place among the changes of a run.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Call">The number of its call.</param>
/// <param name="Index">How many changes of that call stand before it.</param>
public sealed record ChangePlace(long Statement, long Call, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Statement}.{Call}.{Index}");

    /// <summary>Reads one as it is written; null when it is none.</summary>
    public static ChangePlace? Read(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var statement)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var call)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new ChangePlace(statement, call, index) : null;
    }
}

/// <summary>Which calls of a run are wanted.</summary>
/// <param name="Run">The run.</param>
public sealed record CallFilter(long Run)
{
    /// <summary>How many are passed over.</summary>
    public long From { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 100;

    /// <summary>A part of the route, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Only those that failed.</summary>
    public bool OnlyFailed { get; init; }
}

/// <summary>Which rejects of a run are wanted.</summary>
/// <param name="Run">The run.</param>
public sealed record RejectFilter(long Run)
{
    /// <summary>The statement, or null for all.</summary>
    public long? Statement { get; init; }

    /// <summary>How many are passed over.</summary>
    public long From { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 100;

    /// <summary>Their reason, or null for all.</summary>
    public string? Reason { get; init; }

    /// <summary>A part of a value, or null.</summary>
    public string? Text { get; init; }
}
