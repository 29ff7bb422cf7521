# Audit d'un ordinateur Windows sans rien taper d'autre que son code (filiere).
# Windows 7 et après, PowerShell 2 à 7. Lit, n'installe rien, ne change aucun réglage.
# N'écrit aucun fichier sur les disques de la machine : un seul, sur la clé que vous choisissez.

$Site = "@SITE@"
$Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
$Sections = New-Object System.Collections.ArrayList
$Key = ""

function Say($text) { Write-Host $text }

function Ask($question) { return [string](Read-Host $question) }

# o or n, and nothing else decides; five wrong answers are no.
function Test-Yes($question) {
    for ($i = 0; $i -lt 5; $i++) {
        $answer = (Ask "$question [o/n]").Trim()
        if ($answer -match "^[oOyY]") { return $true }
        if ($answer -match "^[nN]") { return $false }
        Say "  Répondez o (oui) ou n (non)."
    }
    return $false
}

# The code of the label: Crockford base32, Luhn mod 32.
function Test-Code($typed) {
    $code = ([string]$typed).ToUpperInvariant()
    $at = $code.LastIndexOf("/D/")
    if ($at -ge 0) { $code = $code.Substring($at + 3) }
    $code = ($code -replace "[\s./-]", "").Replace("O", "0").Replace("I", "1").Replace("L", "1")
    if ($code.Length -ne 9) {
        Say "  Un code compte 9 caractères : celui-ci en a $($code.Length)."
        return ""
    }
    $total = 0
    for ($i = 0; $i -lt 8; $i++) {
        $value = $Alphabet.IndexOf($code[$i])
        if ($value -lt 0) {
            Say "  Ce code contient un signe qui ne sert dans aucun code. Relisez l'étiquette."
            return ""
        }
        if ($i % 2 -eq 1) {
            $value = $value * 2
            if ($value -gt 31) { $value = $value - 31 }
        }
        $total = $total + $value
    }
    if ($Alphabet[(32 - $total % 32) % 32] -ne $code[8]) {
        Say "  Ce code n'existe pas : un caractère est faux. Relisez l'étiquette."
        return ""
    }
    return $code
}

# One section of the report; a line that opens like a mark is pushed by a space.
function Add-Section($name, $version, $text) {
    $body = ([string]$text).Replace("`r", "").Trim("`n")
    if ($body.Trim() -eq "") { return $false }
    $body = [regex]::Replace($body, "(?m)^=== filiere", " === filiere")
    [void]$Sections.Add("`n=== filiere $name $version`n$body`n")
    return $true
}

# The objects of a class, by whichever command this PowerShell has.
function Get-Objects($class, $namespace) {
    try {
        if (Get-Command Get-CimInstance -ErrorAction SilentlyContinue) {
            return @(Get-CimInstance -ClassName $class -Namespace $namespace -ErrorAction Stop)
        }
        return @(Get-WmiObject -Class $class -Namespace $namespace -ErrorAction Stop)
    } catch {
        return @()
    }
}

function ConvertTo-Line($name, $value) {
    if ($value -is [System.DateTime]) { $value = $value.ToString("yyyy-MM-dd") }
    if ($value -is [System.Array]) { $value = "{" + ($value -join ",") + "}" }
    $text = ([string]$value) -replace "[\r\n]+", " "
    return "$name=$text"
}

# Key=Value, as wmic prints; only the properties named are read.
function ConvertTo-List($class, $objects, $properties) {
    $lines = @()
    foreach ($object in $objects) {
        $lines += ""
        $lines += "__CLASS=$class"
        foreach ($name in $properties) {
            $value = $object.$name
            if ($null -ne $value -and [string]$value -ne "") { $lines += ConvertTo-Line $name $value }
        }
    }
    return ($lines -join "`n")
}

$Classes = @(
    @("Win32_ComputerSystem", "root\cimv2", "Manufacturer,Model,SystemFamily,SystemSKUNumber,PCSystemType,TotalPhysicalMemory,AdminPasswordStatus"),
    @("Win32_ComputerSystemProduct", "root\cimv2", "Vendor,Name,Version,IdentifyingNumber,UUID"),
    @("Win32_BIOS", "root\cimv2", "Manufacturer,SMBIOSBIOSVersion,SerialNumber,ReleaseDate"),
    @("Win32_BaseBoard", "root\cimv2", "Manufacturer,Product,SerialNumber,Version"),
    @("Win32_SystemEnclosure", "root\cimv2", "ChassisTypes,SMBIOSAssetTag,SerialNumber"),
    @("Win32_Processor", "root\cimv2", "Name,Manufacturer,NumberOfCores,NumberOfLogicalProcessors,MaxClockSpeed,DataWidth,Architecture,Caption,SocketDesignation"),
    @("Win32_PhysicalMemory", "root\cimv2", "Capacity,Manufacturer,PartNumber,SerialNumber,Speed,ConfiguredClockSpeed,SMBIOSMemoryType,FormFactor,DeviceLocator"),
    @("Win32_PhysicalMemoryArray", "root\cimv2", "MemoryDevices,MaxCapacity,MaxCapacityEx"),
    @("Win32_DiskDrive", "root\cimv2", "DeviceID,Model,SerialNumber,Size,InterfaceType,MediaType,PNPDeviceID,FirmwareRevision"),
    @("MSFT_PhysicalDisk", "root\Microsoft\Windows\Storage", "FriendlyName,Model,SerialNumber,Size,MediaType,BusType,SpindleSpeed,HealthStatus,FirmwareVersion"),
    @("Win32_VideoController", "root\cimv2", "Name,AdapterCompatibility,AdapterRAM,DriverVersion"),
    @("Win32_OperatingSystem", "root\cimv2", "Caption,Version,BuildNumber,OSArchitecture,InstallDate"),
    @("Win32_Battery", "root\cimv2", "Name,DesignCapacity,FullChargeCapacity,EstimatedChargeRemaining"),
    @("BatteryStaticData", "root\wmi", "DesignedCapacity,ManufactureName,DeviceName,SerialNumber,Chemistry"),
    @("BatteryFullChargedCapacity", "root\wmi", "FullChargedCapacity"),
    @("BatteryCycleCount", "root\wmi", "CycleCount"),
    @("Win32_NetworkAdapter", "root\cimv2", "Name,Manufacturer,MACAddress,AdapterType,PhysicalAdapter"),
    @("Win32_SoundDevice", "root\cimv2", "Name,Manufacturer"),
    @("Win32_CDROMDrive", "root\cimv2", "Name,MediaType"),
    @("Win32_Tpm", "root\cimv2\Security\MicrosoftTpm", "SpecVersion,ManufacturerIdTxt,ManufacturerVersion,IsEnabled_InitialValue"),
    @("Win32_EncryptableVolume", "root\cimv2\Security\MicrosoftVolumeEncryption", "DriveLetter,ProtectionStatus")
)

function Read-Classes {
    $text = ""
    $number = 0
    foreach ($one in $Classes) {
        $number = $number + 1
        Write-Progress -Activity "Lecture de l'ordinateur" -Status $one[0] -PercentComplete (100 * $number / $Classes.Count)
        $objects = @(Get-Objects $one[0] $one[1])
        if ($objects.Count -gt 0) { $text += (ConvertTo-List $one[0] $objects ($one[2] -split ",")) + "`n" }
    }
    $secure = ""
    try { $secure = [string](Confirm-SecureBootUEFI -ErrorAction Stop) } catch { }
    $text += "`n__CLASS=Filiere_Firmware`nFirmwareType=$env:firmware_type`nSecureBoot=$secure`n"
    Write-Progress -Activity "Lecture de l'ordinateur" -Completed
    return $text
}

# Removable drives only, never the one that Windows runs from.
function Get-Keys {
    $found = @()
    foreach ($drive in (Get-Objects "Win32_LogicalDisk" "root\cimv2")) {
        if ($drive.DriveType -eq 2 -and $drive.Size -and $drive.DeviceID -ne $env:SystemDrive) { $found += $drive.DeviceID }
    }
    return @($found)
}

function Select-Key {
    $keys = @(Get-Keys)
    if ($keys.Count -eq 0) { return "" }
    if ($keys.Count -eq 1) {
        if (Test-Yes "Se servir de la clé $($keys[0]) pour écrire le relevé ?") { return $keys[0] }
        return ""
    }
    $answer = Ask "Clés branchées : $($keys -join ', '). Laquelle prend le relevé (rien : aucune) ?"
    foreach ($one in $keys) { if ($one.TrimEnd(":") -eq $answer.Trim().TrimEnd(":").ToUpperInvariant()) { return $one } }
    return ""
}

# The only function that writes: on the key chosen, and what powercfg wrote there is removed.
function Save-OnKey($name, $text) {
    $path = "$Key\$name"
    [System.IO.File]::WriteAllBytes($path, (New-Object System.Text.UTF8Encoding $false).GetBytes($text))
    return $path
}

# powercfg can only write a file: without a key, the classes of batteries say nearly as much.
function Read-BatteryReport {
    if ($Key -eq "") { return "" }
    $path = "$Key\filiere-batterie.xml"
    try {
        & powercfg.exe /batteryreport /xml /output $path 2>&1 | Out-Null
        if (-not (Test-Path -LiteralPath $path)) { return "" }
        $text = [System.IO.File]::ReadAllText($path)
        [System.IO.File]::Delete($path)
        return $text
    } catch {
        return ""
    }
}

# From the environment, from a file on the key, or typed; never an argument.
function Get-Token {
    $token = [string]$env:FILIERE_TOKEN
    if ($token -eq "" -and $Key -ne "" -and (Test-Path -LiteralPath "$Key\filiere-jeton.txt")) {
        $token = [System.IO.File]::ReadAllLines("$Key\filiere-jeton.txt")[0]
    }
    if ($token -eq "") {
        $typed = Read-Host "Jeton ou lien du point de scan (rien : écrire sur la clé)" -AsSecureString
        $token = (New-Object System.Management.Automation.PSCredential "x", $typed).GetNetworkCredential().Password
    }
    return (($token -split "#")[-1] -replace "[^A-Za-z0-9_.~+/=-]", "")
}

function Send-Report($code, $token, $text, $ours) {
    if ($PSVersionTable.PSVersion.Major -lt 6) {
        try { [System.Net.ServicePointManager]::SecurityProtocol = 3072 } catch { }
    }
    $address = "$Site/api/devices/$code/snapshots$ours"
    $bytes = (New-Object System.Text.UTF8Encoding $false).GetBytes($text)
    $request = [System.Net.HttpWebRequest][System.Net.WebRequest]::Create($address)
    $request.Method = "POST"
    $request.AllowAutoRedirect = $false
    $request.Timeout = 120000
    $request.ContentType = "application/octet-stream"
    $request.Headers.Add("Authorization", "Bearer $token")
    $request.Headers.Add("Idempotency-Key", [System.Guid]::NewGuid().ToString())
    $response = $null
    try {
        $stream = $request.GetRequestStream()
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Close()
        $response = $request.GetResponse()
    } catch {
        $cause = $_.Exception
        while ($null -ne $cause -and -not ($cause -is [System.Net.WebException])) { $cause = $cause.InnerException }
        if ($null -ne $cause) { $response = $cause.Response }
    }
    if ($null -eq $response) {
        Say "Pas de réseau, ou site non vérifié."
        return $false
    }
    $status = [int]$response.StatusCode
    $answer = (New-Object System.IO.StreamReader($response.GetResponseStream())).ReadToEnd()
    if ($status -ne 200 -and $status -ne 201) {
        Say "Le site n'a pas pris ce relevé ($status) :"
    } elseif ($answer -match '"status": *"audited"') {
        Say "Appareil audité."
    } else {
        Say "Relevé gardé avec l'appareil. Il reste à dire :"
    }
    foreach ($found in [regex]::Matches($answer, '"detail": *"((?:[^"\\]|\\.)*)"')) { Say "  - $([regex]::Unescape($found.Groups[1].Value))" }
    return ($status -eq 200 -or $status -eq 201)
}

function Main {
    Set-StrictMode -Off
    $ErrorActionPreference = "Continue"
    Say "filiere : audit de cet ordinateur. Ses disques ne sont que lus."
    $me = New-Object System.Security.Principal.WindowsPrincipal ([System.Security.Principal.WindowsIdentity]::GetCurrent())
    if (-not $me.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)) {
        Say "Attention : sans « Exécuter en tant qu'administrateur », le relevé sera incomplet."
    }
    $code = ""
    while ($code -eq "") { $code = Test-Code (Ask "Code de l'étiquette (tapez-le ou scannez-le)") }
    $script:Key = Select-Key
    Say "[1/3] Composants et disques…"
    [void](Add-Section "wmi" $PSVersionTable.PSVersion.Major (Read-Classes))
    Say "[2/3] Système…"
    [void](Add-Section "systeminfo" "1" ((& systeminfo.exe 2>&1 | Where-Object { $_ -is [string] }) -join "`n"))
    Say "[3/3] Batterie…"
    [void](Add-Section "powercfg" "1" (Read-BatteryReport))
    $text = "=== filiere releve 1`ncode: $code`n" + ($Sections -join "") + "`n=== filiere fin $($Sections.Count)`n"
    $token = Get-Token
    if ($token -ne "") {
        $ours = ""
        if (@(Get-Keys).Count -gt 0 -and (Test-Yes "Clés et cartes branchées : à vous ?")) { $ours = "?removable=ours" }
        Say "Envoi à $Site…"
        if (Send-Report $code $token $text $ours) { return }
    }
    if ($Key -eq "") {
        Say "Rien n'est envoyé ni écrit. Branchez une clé USB, puis relancez."
        return
    }
    try {
        $written = Save-OnKey "filiere-$code.txt" $text
    } catch {
        Say "La clé refuse l'écriture : prenez-en une autre, puis relancez."
        return
    }
    Say "Relevé écrit : $written"
    Say "Déposez ce fichier sur la page de l'appareil : $Site/appareils/$code/"
}

Main
