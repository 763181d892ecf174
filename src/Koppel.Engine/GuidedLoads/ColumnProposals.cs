namespace Koppel.Engine.GuidedLoads;

/// <summary>All that a column may be, each with how sure that is.</summary>
/// <param name="column">What was seen in it.</param>
/// <param name="names">What the account has names for.</param>
internal sealed class ColumnProposals(ColumnFacts column, TargetNames names)
{
    static readonly StringComparer s_words = StringComparer.OrdinalIgnoreCase;

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<MappedColumn> All() =>
        [.. names.Fields.Select(Field).OfType<MappedColumn>(), .. Tags(), .. Lists(), .. Accounts()];

    MappedColumn? Field(TargetField field)
    {
        var found = field.Name switch
        {
            "firstName" => HeadingMatch.OfThing(column.Name, HeadingWords.FirstName),
            "lastName" => HeadingMatch.OfThing(column.Name, HeadingWords.LastName),
            "phone" => HeadingMatch.OfThing(column.Name, HeadingWords.Phone) ?? ByPhone(),
            _ => HeadingMatch.Of(column.Name, field.Title, field.Name),
        };
        if (found is not var (sure, why)) return null;
        var (fits, share) = Fits(field);
        return new MappedColumn(column.Name, ColumnUse.Field)
        {
            Target = field.Name, Sure = sure * fits, Why = why, Like = field.Title, Share = share, TakesSeveral = field.TakesSeveral,
        };
    }

    (double, string)? ByPhone() => column.Look == ColumnLook.Phone ? (0.7, "content") : null;

    /// <summary>Whether the values are such as the field takes.</summary>
    (double Fits, double? Share) Fits(TargetField field)
    {
        if (field.Options.Count > 0)
        {
            var share = ShareIn(field.Options);
            return (0.25 + 0.75 * share, Math.Round(share, 2));
        }
        if (field.Name == "phone" && column.Look is ColumnLook.Date or ColumnLook.YesNo) return (0.4, null);
        if (field.Name is "firstName" or "lastName" && column.Look is ColumnLook.Number or ColumnLook.Date or ColumnLook.Phone)
            return (0.3, null);
        return field.Type switch
        {
            "DATE" or "TIMESTAMPTZ" when column.Look != ColumnLook.Date => (0.4, null),
            "DOUBLE" when column.Look is not (ColumnLook.Number or ColumnLook.YesNo) => (0.4, null),
            _ => (1, null),
        };
    }

    IEnumerable<MappedColumn> Tags()
    {
        var share = names.Tags.Count == 0 ? 0 : ShareIn(names.Tags);
        if (column.Look == ColumnLook.YesNo)
        {
            var known = names.Tags.FirstOrDefault(t => s_words.Equals(t, column.Name.Trim()));
            yield return new MappedColumn(column.Name, ColumnUse.TagIf)
            {
                Target = known ?? column.Name.Trim(), Sure = known is null ? 0.7 : 0.9, Why = known is null ? "yes-no" : "name",
                Like = known, Share = Math.Round(column.Share, 2),
            };
            yield break;
        }
        var (one, several) = (HeadingMatch.OfThing(column.Name, HeadingWords.Tag), HeadingMatch.OfThing(column.Name, HeadingWords.Tags));
        var use = column.Look == ColumnLook.Tags || several is not null && one is null ? ColumnUse.Tags : ColumnUse.Tag;
        if ((several ?? one) is { } by && column.Look is not (ColumnLook.Date or ColumnLook.Number or ColumnLook.Phone))
            yield return new MappedColumn(column.Name, use) { Sure = Math.Max(by.Sure, share * 0.95), Why = by.Why, Share = Shown(share) };
        else if (column.Look is ColumnLook.Tag or ColumnLook.Tags or ColumnLook.Name or ColumnLook.Text && share > 0)
            yield return new MappedColumn(column.Name, use) { Sure = 0.9 * share, Why = "tags-there", Share = Shown(share) };
        else if (column.Look == ColumnLook.Tags)
            yield return new MappedColumn(column.Name, use) { Sure = 0.6, Why = "content", Share = Shown(share) };
    }

    IEnumerable<MappedColumn> Lists()
    {
        if (names.Lists.Count == 0 || column.Look == ColumnLook.YesNo) yield break;
        var share = ShareIn(names.Lists);
        if (HeadingMatch.OfThing(column.Name, HeadingWords.List) is { } by)
            yield return new MappedColumn(column.Name, ColumnUse.List)
            {
                Sure = by.Sure * (0.3 + 0.7 * share), Why = by.Why, Share = Shown(share),
            };
        else if (share > 0)
            yield return new MappedColumn(column.Name, ColumnUse.List) { Sure = 0.85 * share, Why = "lists-there", Share = Shown(share) };
    }

    IEnumerable<MappedColumn> Accounts()
    {
        if (column.Look is ColumnLook.Date or ColumnLook.YesNo or ColumnLook.Phone) yield break;
        var share = names.Accounts.Count == 0 ? 0 : ShareIn(names.Accounts);
        if (HeadingMatch.OfThing(column.Name, HeadingWords.Account) is { } by)
            yield return new MappedColumn(column.Name, ColumnUse.Account)
            {
                Sure = column.Look == ColumnLook.Number ? by.Sure * 0.4 : by.Sure, Why = by.Why, Share = Shown(share),
            };
        else if (share > 0.3)
            yield return new MappedColumn(column.Name, ColumnUse.Account)
            {
                Sure = 0.8 * share, Why = "accounts-there", Share = Shown(share),
            };
    }

    /// <summary>The share of the column's different values that are among some names.</summary>
    double ShareIn(IReadOnlyList<string> known)
    {
        var set = known.ToHashSet(s_words);
        var values = column.Values.SelectMany(v => set.Contains(v.Trim()) ? [v.Trim()]
            : (IEnumerable<string>)Dialects.Texts.TagList.Split(v)).Distinct(s_words).ToList();
        return values.Count == 0 ? 0 : (double)values.Count(set.Contains) / values.Count;
    }

    static double? Shown(double share) => share == 0 ? null : Math.Round(share, 2);
}
