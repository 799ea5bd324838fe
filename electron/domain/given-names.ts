/**
 * Given names that are common in the six languages of the app, folded as `fold` folds: enough to tell a name from two
 * words that happen to have capitals, and by no means all that there are.
 */
const lists = {
  bg: `александър александра ангел анелия анна антон антония аня атанас божидар борис бояна валентин валентина
    ваня васил весела веселин виктор виктория владимир габриел габриела галина георги гергана даниел даниела десислава
    диана димитър дияна елена елица емил емилия жана ива иван ивана иванка ивайло ивелина йоан йоана йордан калин калина
    калоян камелия кирил кристиян кристина лили любомир магдалена мария мартин мая михаела михаил моника надежда
    наталия невена нели николай никол никола никола огнян павел петър петя пламен полина радост радослав радостина ралица
    росен росица светлана симеон симона стефан стефани стоян стефка тодор цветан цветелина явор яна ясен`,
  tr: `ada ahmet ali alp arda aras asli asya ayaz aylin ayse aysegul azra baran baris batuhan beren berk beyza bora
    burak busra can cem ceren deniz defne derya dogan duru ebru ece efe ela elif emine emir emre enes eren esra eylul
    eymen fatma fatih furkan gamze gizem gul hakan halil hasan hatice havva hira huseyin ibrahim ipek irem ismail kaan
    kerem kemal kubra leyla mehmet melek melis melike merve mert mina miray muhammed murat musa mustafa nehir nazli nil
    nisa nur omer onur osman ozan ozge pelin poyraz ramazan ruzgar salih seda selin sema semih serkan sevgi sude sumeyye
    sukru tolga tuna tugba umut yagmur yasemin yasin yigit yunus yusuf zehra zeynep zumra`,
  ro: `adela adelina adrian adriana alex alexandra alexandru alina alin ana anastasia anca andra andreea andrei andrada
    antonia bianca bogdan calin camelia carmen catalin catalina cezar ciprian claudia claudiu constantin corina cosmin
    costin cristian cristina dan daniel daniela daria darius david denisa diana dragos dumitru eduard elena elisabeta
    emanuel emil florin florina gabriel gabriela george georgiana gheorghe horia iacob ilinca ion ioan ioana ionut irina
    iulia iulian larisa laura laurentiu liviu lucian luca lucia madalina maria marian mariana marius matei mihaela mihai
    mihnea mircea monica natalia nicolae nicoleta oana octavian ovidiu patricia paul petru radu raluca rares razvan robert
    roxana sabina sebastian serban silvia simona sorin sofia stefan stefania teodor teodora tudor valentin vasile vlad`,
  et: `aleksander aleksandra andres andrus anna anneli anni annika anu arvo artur birgit carmen elisabet eliise elise
    emma eva gerli grete hanna hannes heili helena helen henri herman hugo ilmar indrek ivo jaak jaan jaanus jarmo joosep
    johanna johannes juhan juri kadi kadri kai kaia kaire kaisa karl karin karoliina kaspar katrin kaur keiti kerli kersti
    kert kristi kristiina kristjan kristofer krista laura lauri leelo lenna liina liisa liis loviise maarja maria mari
    marika mariliis mark marko marta martin mati merili merle mia mihkel mirtel nora oliver oskar otto peeter piret
    priit raimo rasmus raul rein remi reet riina robert robin romet rasmus sander sandra siim siiri silver sirje sofia
    sten susanna taavi taimi tanel tarmo tiina tiit toomas triin triinu uku urmas ulle veiko viktor villem virve`,
  nl: `aaron adam amber anna anne anouk arjan bart bas bram britt casper charlotte daan daniel daphne david dirk eline
    elise emma eva evi fabian femke fenna fien finn fleur floor floris frank gijs guus hanna hannah hendrik hugo ilse
    inge isa jan jasmijn jasper jelle jeroen jesse jip johan joost joris jules julia juliette kees kim koen lars laura
    lieke lien lies lisa liv lore lotte luca lucas luuk maarten maaike mara marieke marijn mees mats maud max mia mila
    milan mohamed niels nina noah noor nora olivia pepijn pieter ravi rik robin roos ruben sanne sam sara sarah saar sem
    senne sofie sophie stijn suze sven tess teun thijs thomas tijn tim tom vera victor wout yara zoe`,
  en: `abigail adam alexander alfie alice amelia amy andrew anna anthony archie arthur ava benjamin charlie charlotte
    chloe christopher daisy daniel david edward eleanor elizabeth ella emily emma ethan eva evelyn evie ewan finn fiona
    florence freddie freya george grace hannah harry harriet henry holly isaac isabella isla jack jacob james jane jessica
    john joseph joshua julia kate katie laura leo lewis liam lily logan lucas lucy luke maisie mary matthew maya megan
    mia michael mohammed molly niamh noah oisin oliver olivia oscar owen patrick peter poppy rachel rebecca robert ruby
    ryan samuel sarah sean sienna sophia sophie theo thomas tommy william zara`,
}

export const givenNames: ReadonlySet<string> = new Set(
  Object.values(lists).flatMap((names) => names.split(/\s+/)),
)
