namespace Koppel.Engine.GuidedLoads;

/// <summary>What a column of a source is for the contacts that it tells of.</summary>
public enum ColumnUse
{
    /// <summary>Nothing: it is left out.</summary>
    Ignore,

    /// <summary>The address by which a contact is known.</summary>
    Key,

    /// <summary>A tag's name.</summary>
    Tag,

    /// <summary>Names of tags, several in a cell.</summary>
    Tags,

    /// <summary>Whether the contact gets a tag: yes or no.</summary>
    TagIf,

    /// <summary>The name of a list that the contact joins, or several.</summary>
    List,

    /// <summary>A value of the contact: its name, its phone or a field of the account's own.</summary>
    Field,

    /// <summary>The name of the company for which it works.</summary>
    Account,
}
