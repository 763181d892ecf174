namespace Koppel.Sandbox.Salesforce.Schema;

/// <summary>The kinds of fields that declarations are made of.</summary>
internal static class FieldKinds
{
    static readonly string[] Accuracies =
        ["Address", "NearAddress", "Block", "Street", "ExtendedZip", "Zip", "Neighborhood", "City", "County", "State", "Unknown"];

    public static OrgField Id(string label) => new OrgField("Id", label, FieldType.Id) { Length = 18, IdLookup = true }.System();

    public static OrgField Text(string name, string label, int length) => new(name, label, FieldType.String) { Length = length };

    /// <summary>The text that names a record.</summary>
    public static OrgField Name(string label, int length) =>
        Text("Name", label, length) with { Nillable = false, NameField = true, IdLookup = true };

    public static OrgField Area(string name, string label, int length) =>
        new(name, label, FieldType.TextArea) { Length = length, ExtraTypeInfo = "plaintextarea" };

    public static OrgField Rich(string name, string label, int length) =>
        new(name, label, FieldType.TextArea) { Length = length, ExtraTypeInfo = "richtextarea", HtmlFormatted = true };

    public static OrgField Phone(string name, string label) => new(name, label, FieldType.Phone) { Length = 40 };

    public static OrgField Email(string name, string label) => new(name, label, FieldType.Email) { Length = 80 };

    public static OrgField Url(string name, string label) => new(name, label, FieldType.Url) { Length = 255 };

    public static OrgField Pick(string name, string label, params string[] values) =>
        new(name, label, FieldType.Picklist) { Length = 255, Values = values };

    public static OrgField Picks(string name, string label, params string[] values) =>
        new(name, label, FieldType.MultiPicklist) { Length = 4099, Precision = 4, Values = values };

    /// <summary>A boolean: never empty, false unless said.</summary>
    public static OrgField Flag(string name, string label, bool @default = false) =>
        new(name, label, FieldType.Boolean) { Nillable = false, DefaultedOnCreate = true, Default = @default };

    public static OrgField Whole(string name, string label, int digits = 8) => new(name, label, FieldType.Int) { Digits = digits };

    public static OrgField Number(string name, string label, int precision, int scale) =>
        new(name, label, FieldType.Double) { Precision = precision, Scale = scale };

    public static OrgField Money(string name, string label, int scale = 2) =>
        new(name, label, FieldType.Currency) { Precision = 18, Scale = scale };

    public static OrgField Percent(string name, string label, int precision, int scale) =>
        new(name, label, FieldType.Percent) { Precision = precision, Scale = scale };

    public static OrgField Date(string name, string label) => new(name, label, FieldType.Date);

    public static OrgField Moment(string name, string label) => new(name, label, FieldType.DateTime);

    public static OrgField Time(string name, string label) => new(name, label, FieldType.Time);

    /// <summary>A reference to one object.</summary>
    public static OrgField Lookup(string name, string label, string to, string? children = null) => Lookup(name, label, [to], children);

    /// <summary>A reference to one of several objects.</summary>
    public static OrgField Lookup(string name, string label, IReadOnlyList<string> to, string? children = null) =>
        new(name, label, FieldType.Reference)
        {
            Length = 18, ReferenceTo = to, ChildRelationship = children,
            RelationshipName = name.EndsWith("__c", StringComparison.Ordinal) ? name[..^1] + "r"
                : name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : null,
        };

    /// <summary>Cannot be left empty.</summary>
    public static OrgField Required(this OrgField field) => field with { Nillable = false };

    /// <summary>Written by nobody, and possibly empty.</summary>
    public static OrgField ReadOnly(this OrgField field) => field with { Createable = false, Updateable = false };

    /// <summary>Written by the platform and never empty.</summary>
    public static OrgField System(this OrgField field) => field.ReadOnly() with { Nillable = false, DefaultedOnCreate = true };

    public static OrgField Deleted() => Flag("IsDeleted", "Deleted").System();

    public static OrgField MasterRecord(string to) => Lookup("MasterRecordId", "Master Record ID", to).ReadOnly();

    public static OrgField Owner(params string[] to) =>
        Lookup("OwnerId", "Owner ID", to) with { Nillable = false, DefaultedOnCreate = true };

    /// <summary>Who made and changed a record, and when.</summary>
    public static IEnumerable<OrgField> Audit() =>
    [
        Moment("CreatedDate", "Created Date").System(), Lookup("CreatedById", "Created By ID", "User").System(),
        Moment("LastModifiedDate", "Last Modified Date").System(), Lookup("LastModifiedById", "Last Modified By ID", "User").System(),
        Moment("SystemModstamp", "System Modstamp").System(),
    ];

    /// <summary>When somebody last looked at a record.</summary>
    public static IEnumerable<OrgField> Viewed() =>
        [Moment("LastViewedDate", "Last Viewed Date").ReadOnly(), Moment("LastReferencedDate", "Last Referenced Date").ReadOnly()];

    /// <summary>An address: its parts, and the compound field.</summary>
    public static IEnumerable<OrgField> AddressOf(string kind)
    {
        var (prefix, label) = (kind, kind.Length == 0 ? "" : kind + " ");
        var whole = prefix + "Address";
        OrgField[] parts =
        [
            Area(prefix + "Street", label + "Street", 255), Text(prefix + "City", label + "City", 40),
            Text(prefix + "State", label + "State/Province", 80), Text(prefix + "PostalCode", label + "Zip/Postal Code", 20),
            Text(prefix + "Country", label + "Country", 80), Number(prefix + "Latitude", label + "Latitude", 18, 15),
            Number(prefix + "Longitude", label + "Longitude", 18, 15),
            Pick(prefix + "GeocodeAccuracy", label + "Geocode Accuracy", Accuracies) with { Length = 40, Restricted = true },
        ];
        foreach (var part in parts) yield return part with { Compound = whole };
        yield return new OrgField(whole, label + "Address", FieldType.Address) { Computed = Computation.Compound }.ReadOnly();
    }

    /// <summary>A place on the globe that somebody set up: two numbers, and the compound field.</summary>
    public static IEnumerable<OrgField> PlaceOf(string name, string label)
    {
        yield return Number($"{name}__Latitude__s", $"{label} (Latitude)", 18, 15) with { Compound = $"{name}__c" };
        yield return Number($"{name}__Longitude__s", $"{label} (Longitude)", 18, 15) with { Compound = $"{name}__c" };
        yield return new OrgField($"{name}__c", label, FieldType.Location) { Computed = Computation.Compound }.ReadOnly();
    }

    /// <summary>The name of a person, of its parts.</summary>
    public static IEnumerable<OrgField> PersonName()
    {
        yield return Text("LastName", "Last Name", 80).Required() with { Compound = "Name", ExtraTypeInfo = "personname" };
        yield return Text("FirstName", "First Name", 40) with { Compound = "Name", ExtraTypeInfo = "personname" };
        yield return Pick("Salutation", "Salutation", "Mr.", "Ms.", "Mrs.", "Dr.", "Prof.")
            with { Length = 40, Compound = "Name", ExtraTypeInfo = "personname" };
        yield return FullName();
    }

    public static OrgField FullName() => Text("Name", "Full Name", 121).ReadOnly() with
    {
        Nillable = false, NameField = true, ExtraTypeInfo = "personname", Computed = Computation.PersonName,
    };

    public static OrgField Photo() => Url("PhotoUrl", "Photo URL").ReadOnly()
        with { ExtraTypeInfo = "imageurl", Computed = Computation.PhotoUrl };

    /// <summary>A key of another system.</summary>
    public static OrgField Key(string name, string label, int length) =>
        Text(name, label, length) with { ExternalId = true, IdLookup = true, Unique = true };
}
