using System.Globalization;
using Koppel.Sdk.Schema;
using Koppel.Simulation.Account;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Audit;

/// <summary>What the rows of a load are to do, and how one sees whether it is so.</summary>
internal sealed class Expectation
{
    readonly Case _case;
    readonly AccountState _state;
    readonly Dictionary<long, string> _emails;
    readonly Dictionary<long, string> _tags;
    readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is expected, with the account as it is at the beginning.</summary>
    public Expectation(Case run, AccountState state)
    {
        (_case, _state) = (run, state);
        (_emails, _tags) = (state.Contacts.ToDictionary(c => c.Key, c => c.Value.Email), state.Tags.ToDictionary());
        if (run.Workload == Workload.Contacts)
            foreach (var row in run.Rows.Where(r => r[1] is not null)) _names[row[0]!.Trim()] = row[1]!; // Of several the last counts.
        Given = run.Rows.Select(Of).CountBy(e => e).ToDictionary();
    }

    /// <summary>The effects of all rows, and how many rows have each.</summary>
    public IReadOnlyDictionary<Effect, int> Given { get; }

    /// <summary>The effect of a row.</summary>
    public Effect Of(IReadOnlyList<string?> values)
    {
        var workload = _case.Workload;
        return workload == Workload.TagIds ? Effect.Of(ChangeKind.Tagged, Named(_emails, values[0]), Named(_tags, values[1]))
            : workload == Workload.Untag ? Effect.Of(ChangeKind.Untagged, values[0], values[1])
            : workload == Workload.Rename ? Effect.Of(ChangeKind.Text, Named(_emails, values[0]), $"firstName={values[1]}")
            : workload == Workload.Notes ? Effect.Of(ChangeKind.NewNote, "", values[0])
            : workload == Workload.NewTags ? Effect.Of(ChangeKind.NewTag, "", values[0])
            : workload == Workload.Mirror && workload.OperationOf(values) == WriteOperation.Delete
                ? Effect.Of(ChangeKind.Untagged, values[0], values[1])
            : workload != Workload.Contacts ? Effect.Of(ChangeKind.Tagged, values[0], values[1])
            : _names.TryGetValue(values[0]!.Trim(), out var name) ? Effect.Of(ChangeKind.Text, values[0], $"firstName={name}")
            : Effect.Of(ChangeKind.NewContact, values[0], "");
    }

    /// <summary>Whether it is so now.</summary>
    public bool Holds(Effect effect)
    {
        var contact = _state.Find(effect.Email);
        var isTagged = contact is not null && _state.TagId(effect.What) is { } tag && contact.Links.ContainsKey(tag);
        return effect.Kind switch
        {
            ChangeKind.Tagged => isTagged,
            ChangeKind.Untagged => !isTagged,
            ChangeKind.NewContact => contact is not null,
            ChangeKind.NewTag => _state.TagId(effect.What) is not null,
            ChangeKind.NewNote => _state.Notes.Values.Any(n => n.Text == effect.What),
            ChangeKind.Text => contact is not null
                && $"firstname={contact.Texts.GetValueOrDefault("firstName", "")}".Equals(effect.What, StringComparison.OrdinalIgnoreCase),
            _ => throw new InvalidOperationException($"Nobody knows how to look for {effect.Kind}."),
        };
    }

    /// <summary>Whether a change takes an effect away.</summary>
    public static bool Undoes(Change change, Effect effect)
    {
        var other = Effect.Of(change);
        if (other.Email != effect.Email) return false;
        return change.Kind == ChangeKind.ContactGone || effect.Kind switch
        {
            ChangeKind.Tagged => change.Kind == ChangeKind.Untagged && other.What == effect.What,
            ChangeKind.Untagged => change.Kind == ChangeKind.Tagged && other.What == effect.What,
            ChangeKind.Text => change.Kind == ChangeKind.Text && other.What != effect.What,
            _ => false,
        };
    }

    /// <summary>Whether it is what may come with a row, beside its effect.</summary>
    public bool ComesWith(Change change) => change.Kind switch
    {
        ChangeKind.NewTag =>
            (_case.Workload == Workload.Tags || _case.Workload == Workload.Mirror) && _case.Rows.Any(r => Is(r, "tag", change.What)),
        ChangeKind.NewContact => (_case.Workload == Workload.Contacts || _case.Settings.ContainsKey("create_contacts"))
            && _case.Rows.Any(r => Is(r, "email", change.Email)),
        _ => false,
    };

    bool Is(string?[] row, string column, string value) =>
        _case.Workload.Columns.ToList().IndexOf(column) is >= 0 and var at
            && string.Equals(row[at]?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    static string Named(Dictionary<long, string> names, string? id) =>
        id is not null && names.TryGetValue(long.Parse(id, CultureInfo.InvariantCulture), out var name) ? name : $"no {id}";
}
